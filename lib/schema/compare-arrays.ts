import { compareBeside } from './compare-beside.ts'
import { compareLimit } from './compare-scalars.ts'
import { addFact, type Draft, type Scope, type Spot, toEffect } from './draft.ts'
import { listDistinct } from './list-distinct.ts'
import { type ArrayFacet, type Contains, isAnything, type Place, pointerOf } from './shape.ts'
import type { Effect } from './types.ts'

/** Compares what both sides say of arrays. */
export function compareArrays(scope: Scope, draft: Draft, spot: Spot): void {
  const { array: base } = spot.base
  const { array: revision } = spot.revision
  const told = draft.facts.length
  compareLimit(draft, spot, 'min-items', base.minItems, revision.minItems)
  compareLimit(draft, spot, 'max-items', base.maxItems, revision.maxItems)
  if (base.unique === undefined && revision.unique !== undefined) {
    addFact(draft, spot, 'unique-items-added', 'narrows', { revisionPointer: revision.unique.pointer })
  } else if (base.unique !== undefined && revision.unique === undefined) {
    addFact(draft, spot, 'unique-items-removed', 'widens', { basePointer: base.unique.pointer })
  }
  // Where items are few and no two alike, their number is limited too.
  const isUnique = base.unique !== undefined || revision.unique !== undefined
  if (isUnique && draft.facts.length > told && !areItemsMany(scope, base, revision))
    draft.isApproximate = true
  // Items that accept nothing limit it, too, in whatever words they do.
  const isLimitedAnew = base.maxItems?.value !== revision.maxItems?.value
  if (isLimitedAnew && (hasVoid(scope, base) || hasVoid(scope, revision))) draft.isApproximate = true
  compareItems(scope, draft, spot, base, revision)
  compareContains(scope, draft, spot, base.contains, revision.contains)
}

/** So many items are counted; each of them is validated. */
const maximalCounted = 10_000

/** Says whether no two items may be alike on either side, and yet there are more than any limit that one side sets. */
function areItemsMany({ finder }: Scope, base: ArrayFacet, revision: ArrayFacet): boolean {
  const facets = [base, revision]
  if (facets.some(({ unique, prefix }) => unique === undefined || prefix.length > 0)) return false
  const least = facets.map(({ minItems }) => minItems?.value ?? 0)
  const most = facets.map(({ maxItems }) => maxItems?.value ?? Infinity)
  const limit = Math.min(...most)
  const count = Math.max(...least, Number.isFinite(limit) ? limit + 1 : 0)
  if (count > maximalCounted) return false
  return facets.every(({ items }) => listDistinct(finder, items, count).length === count)
}

function hasVoid({ workspace }: Scope, { prefix, items }: ArrayFacet): boolean {
  return [...prefix, items].some((place) => workspace.shapeOf(place).types === 0)
}

function compareItems(scope: Scope, draft: Draft, spot: Spot, base: ArrayFacet, revision: ArrayFacet): void {
  const listed = Math.max(base.prefix.length, revision.prefix.length)
  const most = Math.min(base.maxItems?.value ?? Infinity, revision.maxItems?.value ?? Infinity)
  for (let index = 0; index < Math.min(listed, most); index += 1) {
    const from = base.prefix[index] ?? base.items
    const to = revision.prefix[index] ?? revision.items
    scope.comparePlaces(draft, from, to, `${spot.location}/${index}`)
  }
  if (most <= listed) return
  const wasFree = isFree(scope, base.items)
  const isFreeNow = isFree(scope, revision.items)
  if (wasFree && isFreeNow) return
  if (wasFree) addFact(draft, spot, 'items-added', 'narrows', toItemsPointers(base, revision))
  else if (isFreeNow) addFact(draft, spot, 'items-removed', 'widens', toItemsPointers(base, revision))
  else scope.comparePlaces(draft, base.items, revision.items, `${spot.location}/*`)
}

function isFree(scope: Scope, place: Place): boolean {
  return isAnything(place) || scope.prover.isSubset(scope.workspace.anything, place)
}

function toItemsPointers(
  base: ArrayFacet,
  revision: ArrayFacet,
): { basePointer: string | undefined; revisionPointer: string | undefined } {
  return { basePointer: pointerOf(base.items), revisionPointer: pointerOf(revision.items) }
}

function compareContains(
  scope: Scope,
  draft: Draft,
  spot: Spot,
  base: readonly Contains[],
  revision: readonly Contains[],
): void {
  const kept = new Map(
    base.map((item) => [item, revision.find((other) => isSameContains(scope, item, other))]),
  )
  for (const [item, other] of kept)
    if (other !== undefined) compareBeside(scope, draft, item.place, other.place, `${spot.location}/*`)
  const removed = base.filter((item) => kept.get(item) === undefined)
  const added = revision.filter((item) => !base.some((other) => isSameContains(scope, other, item)))
  if (removed.length + added.length > 0) draft.isApproximate = true
  const [from] = removed
  const [to] = added
  if (from !== undefined && to !== undefined && removed.length === 1 && added.length === 1) {
    addFact(draft, spot, 'contains-changed', toContainsEffect(scope, from, to), {
      basePointer: from.pointer,
      revisionPointer: to.pointer,
    })
    return
  }
  for (const { pointer } of removed) {
    addFact(draft, spot, 'contains-removed', 'widens', { basePointer: pointer })
  }
  for (const { pointer } of added) {
    addFact(draft, spot, 'contains-added', 'narrows', { revisionPointer: pointer })
  }
}

/** The same items, and another number of them: the numbers tell the effect. */
function toContainsEffect(scope: Scope, base: Contains, revision: Contains): Effect {
  if (!areItemsSame(scope, base, revision)) return 'unknown'
  const most = (revision.max ?? Infinity) - (base.max ?? Infinity)
  return toEffect(revision.min > base.min || most < 0, revision.min < base.min || most > 0)
}

function isSameContains(scope: Scope, a: Contains, b: Contains): boolean {
  return a.min === b.min && a.max === b.max && areItemsSame(scope, a, b)
}

function areItemsSame({ prover: { exact } }: Scope, a: Contains, b: Contains): boolean {
  return exact.isSubset(a.place, b.place) && exact.isSubset(b.place, a.place)
}
