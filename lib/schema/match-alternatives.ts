import { areTaggedApart } from './are-tagged-apart.ts'
import { dissolveSingles } from './dissolve-singles.ts'
import type { Scope } from './draft.ts'
import { hashSchema } from './hash-schema.ts'
import { membersOf } from './members-of.ts'
import { peelReference } from './peel-reference.ts'
import type { Prover } from './prove-subset.ts'
import { OBJECT, type Place, type Shape, valuesOf, TYPE_CLASSES } from './shape.ts'

/** One branch of a union. The place is missing where the branch stands in no document by itself. */
export interface Alternative {
  readonly shape: Shape
  readonly place: Place | undefined
  /** Of a branch without a place because more holds beside it: where it is written. */
  readonly written?: Place | undefined
}

/** Which branches belong together, and which are on one side only. */
export interface Matching {
  readonly equal: readonly (readonly [Alternative, Alternative])[]
  /** Without those that are equal. */
  readonly pairs: readonly (readonly [Alternative, Alternative])[]
  readonly removed: readonly Alternative[]
  readonly added: readonly Alternative[]
}

/** Proofs and likeness are tried for at most this many pairs of branches. */
const maximalTrials = 400

/**
 * Finds for each branch its partner on the other side: by text, by name, by tag, by proof, at last by likeness.
 *
 * @param areNamed whether messages name the branches, by a discriminator: then no other one stands for what has a name
 */
export function matchAlternatives(
  scope: Scope,
  base: readonly Alternative[],
  revision: readonly Alternative[],
  areNamed: boolean,
): Matching {
  const { prover } = scope
  const { exact } = prover
  const left = new Set(base)
  const right = new Set(revision)
  const equal: (readonly [Alternative, Alternative])[] = []
  const pairs: (readonly [Alternative, Alternative])[] = []
  const take = (from: Alternative, to: Alternative, isEqual: boolean): void => {
    left.delete(from)
    right.delete(to)
    const list = isEqual ? equal : pairs
    list.push([from, to])
  }
  takeByKey(left, right, toHashKey, (from, to) => {
    const a = from.place?.parts[0]
    const b = to.place?.parts[0]
    if (a !== undefined && b !== undefined && scope.texts.isSame(a, b)) take(from, to, true)
  })
  // Components may have exchanged their names.
  if (!areNamed)
    takeByKey(left, right, toTargetKey, (from, to) => {
      if (haveSameTarget(scope, from, to)) take(from, to, true)
    })
  takeByKey(left, right, toReferenceKey, (from, to) => take(from, to, false))
  const keys = [(alternative: Alternative) => toTagKey(scope, alternative), toTitleKey]
  for (const toKey of keys) takeByUniqueKey(left, right, toKey, (from, to) => take(from, to, false))
  for (const isExact of [true, false])
    takeByOutline(scope, left, right, isExact ? exact : prover, (from, to) => take(from, to, isExact))
  for (const toKey of keys) takeBySharedKey(scope, left, right, toKey, (from, to) => take(from, to, false))
  if (left.size * right.size <= maximalTrials) {
    for (const isExact of [true, false]) {
      for (const from of left) {
        for (const to of right) {
          if (!areProvedEqual(isExact ? exact : prover, from, to)) continue
          take(from, to, isExact)
          break
        }
      }
    }
    // Of two unions, branches that have other tags are others; what becomes a union may have its tag changed.
    const areUnions = base.length > 1 && revision.length > 1
    const areOthers = (from: Alternative, to: Alternative): boolean =>
      areUnions && areTaggedApart(scope.workspace, from.shape, to.shape)
    takeByLikeness(scope, left, right, leastLikeness, (from, to) => take(from, to, false), areOthers)
  }
  return { equal, pairs, removed: [...left], added: [...right] }
}

/** Pairs what has the same key, where any such pair is as good as another. */
function takeByKey(
  left: ReadonlySet<Alternative>,
  right: ReadonlySet<Alternative>,
  toKey: (alternative: Alternative) => string | undefined,
  take: (from: Alternative, to: Alternative) => void,
): void {
  const byKey = groupByKey(right, toKey)
  for (const from of [...left]) {
    const key = toKey(from)
    const to = key === undefined ? undefined : byKey.get(key)?.shift()
    if (to !== undefined) take(from, to)
  }
}

/** Pairs what has the same key and is the only one that has, on either side. */
function takeByUniqueKey(
  left: ReadonlySet<Alternative>,
  right: ReadonlySet<Alternative>,
  toKey: (alternative: Alternative) => string | undefined,
  take: (from: Alternative, to: Alternative) => void,
): void {
  const byKey = groupByKey(right, toKey)
  for (const [key, [from, ...others]] of groupByKey(left, toKey)) {
    const [to, ...more] = byKey.get(key) ?? []
    if (from !== undefined && to !== undefined && others.length + more.length === 0) take(from, to)
  }
}

/** Pairs what shares its key with others: the most alike first, in whichever order they stand. */
function takeBySharedKey(
  scope: Scope,
  left: ReadonlySet<Alternative>,
  right: ReadonlySet<Alternative>,
  toKey: (alternative: Alternative) => string | undefined,
  take: (from: Alternative, to: Alternative) => void,
): void {
  const byKey = groupByKey(right, toKey)
  for (const [key, own] of groupByKey(left, toKey)) {
    const others = byKey.get(key) ?? []
    if (own.length * others.length <= maximalTrials) {
      takeByLikeness(scope, new Set(own), new Set(others), 0, take)
    } else {
      for (const [index, from] of own.entries()) {
        const to = others[index]
        if (to !== undefined) take(from, to)
      }
    }
  }
}

function groupByKey(
  alternatives: ReadonlySet<Alternative>,
  toKey: (alternative: Alternative) => string | undefined,
): ReadonlyMap<string, Alternative[]> {
  const byKey = new Map<string, Alternative[]>()
  for (const alternative of alternatives) {
    const key = toKey(alternative)
    const group = key === undefined ? undefined : byKey.get(key)
    if (group !== undefined) group.push(alternative)
    else if (key !== undefined) byKey.set(key, [alternative])
  }
  return byKey
}

/** Components may have other names: what has the same outline is tried first, however many branches there are. */
function takeByOutline(
  scope: Scope,
  left: ReadonlySet<Alternative>,
  right: ReadonlySet<Alternative>,
  prover: Prover,
  take: (from: Alternative, to: Alternative) => void,
): void {
  const byOutline = new Map<string, Alternative[]>()
  for (const to of right) {
    const outline = toOutline(scope, to.shape)
    const alike = byOutline.get(outline)
    if (alike === undefined) byOutline.set(outline, [to])
    else alike.push(to)
  }
  let trials = 0
  for (const from of [...left]) {
    const candidates = byOutline.get(toOutline(scope, from.shape)) ?? []
    const index = candidates.findIndex((to) => {
      trials += 1
      return trials <= maximalTrials && areProvedEqual(prover, from, to)
    })
    const [to] = index < 0 ? [] : candidates.splice(index, 1)
    if (to !== undefined) take(from, to)
  }
}

/** What is seen of a branch at a glance: its types, and the names that it declares and requires. */
function toOutline({ workspace }: Scope, shape: Shape): string {
  const { types, object } = dissolveSingles(workspace, shape)
  if ((types & OBJECT) === 0) return String(types)
  const declared = [...membersOf(workspace, object).declared.keys()].sort()
  return JSON.stringify([types, declared, [...object.required.keys()].sort()])
}

function areProvedEqual(prover: Prover, from: Alternative, to: Alternative): boolean {
  return prover.isSubsetShape(from.shape, to.shape) && prover.isSubsetShape(to.shape, from.shape)
}

function toHashKey({ place }: Alternative): string | undefined {
  const [only, ...others] = place?.parts ?? []
  return only === undefined || others.length > 0
    ? undefined
    : String(hashSchema(only.schema, only.side.hashes))
}

function toTargetKey({ place }: Alternative): string | undefined {
  const target = place && peelReference(place)?.target
  return target && String(hashSchema(target.schema, target.side.hashes))
}

/** Whether two references, whatever their names are, lead to the same text, and let null past alike. */
function haveSameTarget({ texts }: Scope, from: Alternative, to: Alternative): boolean {
  const [a, b] = [from, to].map(({ place }) => place && peelReference(place))
  if (a === undefined || b === undefined) return false
  const areAlike = a.isNullable === b.isNullable && a.mayExcludeNull === b.mayExcludeNull
  return areAlike && texts.isSame(a.target, b.target)
}

function toReferenceKey({ place }: Alternative): string | undefined {
  const reference = place && peelReference(place)?.reference
  return reference?.slice(reference.lastIndexOf('/') + 1)
}

/** What a discriminated union tells its branches apart by: the required properties with one possible value. */
function toTagKey({ workspace }: Scope, { shape }: Alternative): string | undefined {
  if ((shape.types & OBJECT) === 0) return undefined
  const members = membersOf(workspace, shape.object)
  const tags: string[] = []
  for (const name of shape.object.required.keys()) {
    const inner = workspace.shapeOf(members.at(name))
    const texts = TYPE_CLASSES.flatMap((typeClass) => [...(valuesOf(inner, typeClass)?.keys() ?? [])])
    if (texts.length === 1) tags.push(`${name}=${texts.join('')}`)
  }
  return tags.length === 0 ? undefined : tags.sort().join('&')
}

function toTitleKey({ place }: Alternative): string | undefined {
  const schema = place?.parts[0]?.schema
  return typeof schema === 'object' && typeof schema.title === 'string' ? schema.title : undefined
}

/** Branches that have less in common are two, and no change of one. */
const leastLikeness = 0.5

/** Pairs the most alike first; branches that are less alike than is asked for stay alone. */
function takeByLikeness(
  scope: Scope,
  left: ReadonlySet<Alternative>,
  right: ReadonlySet<Alternative>,
  least: number,
  take: (from: Alternative, to: Alternative) => void,
  areOthers: (from: Alternative, to: Alternative) => boolean = () => false,
): void {
  const [open, free] = [new Set(left), new Set(right)]
  const scored = [...left].flatMap((from) =>
    [...right].map((to) => ({ from, to, score: toLikeness(scope, from.shape, to.shape) })),
  )
  scored.sort((a, b) => b.score - a.score)
  for (const { from, to, score } of scored) {
    if (score < least || !open.has(from) || !free.has(to) || areOthers(from, to)) continue
    open.delete(from)
    free.delete(to)
    take(from, to)
  }
}

/** 1 for the same types and properties, 0 for nothing in common. */
function toLikeness({ workspace }: Scope, a: Shape, b: Shape): number {
  if ((a.types & b.types) === 0) return 0
  if (a.types !== b.types) return 0.4
  if ((a.types & OBJECT) === 0) return 1
  const from = membersOf(workspace, a.object).declared
  const to = membersOf(workspace, b.object).declared
  const shared = [...from.keys()].filter((name) => to.has(name)).length
  const all = from.size + to.size - shared
  return all === 0 ? 1 : shared / all
}
