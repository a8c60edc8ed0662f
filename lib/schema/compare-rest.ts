import { toCanonicalText } from './canonical-text.ts'
import { compareBeside } from './compare-beside.ts'
import { addFact, type Draft, type Scope, type Spot } from './draft.ts'
import { groupBy } from './group-by.ts'
import { hashSchema } from './hash-schema.ts'
import type { Condition, Place, RestKeyword } from './shape.ts'

/** Keywords that describe content without rejecting any (2020-12 §8). */
const describing: ReadonlySet<string> = new Set(['contentSchema', 'contentEncoding', 'contentMediaType'])

/** Compares negations, conditions, and the keywords without a law: what is not the same is decided by proof. */
export function compareRest(scope: Scope, draft: Draft, spot: Spot): void {
  const { base, revision } = spot
  const common = base.types & revision.types
  const areAlike = (a: { readonly mask: number }, b: { readonly mask: number }): boolean =>
    (a.mask & common) === (b.mask & common)
  const negations = diffLists(
    base.negations,
    revision.negations,
    (a, b) => areAlike(a, b) && isSame(scope, a.place, b.place),
    ({ place }) => toText(place),
  )
  for (const { pointer } of negations.removed) {
    addFact(draft, spot, 'not-removed', 'widens', { basePointer: pointer })
  }
  for (const { pointer } of negations.added) {
    addFact(draft, spot, 'not-added', 'narrows', { revisionPointer: pointer })
  }
  const conditions = diffLists(
    base.conditions,
    revision.conditions,
    (a, b) => areAlike(a, b) && isSameCondition(scope, a, b),
    ({ test, then, otherwise }) => [test, then, otherwise].map(toText).join(' '),
  )
  for (const { pointer } of conditions.removed) {
    addFact(draft, spot, 'condition-removed', 'widens', { basePointer: pointer })
  }
  for (const { pointer } of conditions.added) {
    addFact(draft, spot, 'condition-added', 'narrows', { revisionPointer: pointer })
  }
  const waiting = groupBy(revision.conditions, ({ test }) => toText(test))
  for (const from of base.conditions) {
    const to = waiting.get(toText(from.test))?.shift()
    if (to === undefined) continue
    compareBeside(scope, draft, from.then, to.then, spot.location)
    compareBeside(scope, draft, from.otherwise, to.otherwise, spot.location)
  }
  const found = negations.removed.length + negations.added.length + conditions.removed.length
  if (found + conditions.added.length > 0) draft.isApproximate = true
  compareKeywords(draft, spot)
}

function compareKeywords(draft: Draft, spot: Spot): void {
  const { removed, added } = diffLists(
    spot.base.rest,
    spot.revision.rest,
    isSameKeyword,
    ({ keyword }) => keyword,
  )
  for (const from of removed) {
    const to = added.find(({ keyword }) => keyword === from.keyword)
    if (to !== undefined) added.splice(added.indexOf(to), 1)
    addKeywordFact(draft, spot, from, to)
  }
  for (const to of added) addKeywordFact(draft, spot, undefined, to)
}

function addKeywordFact(
  draft: Draft,
  spot: Spot,
  from: RestKeyword | undefined,
  to: RestKeyword | undefined,
): void {
  const name = (from ?? to)?.keyword ?? ''
  const details = {
    name,
    ...(from && { base: from.value, basePointer: from.pointer }),
    ...(to && { revision: to.value, revisionPointer: to.pointer }),
  }
  if (name === '$ref' || (name === '$dynamicRef' && (from === undefined || to === undefined))) {
    addFact(draft, spot, 'reference-unresolved', 'unknown', details)
  } else if (name === 'type') {
    addFact(draft, spot, 'type-unknown', 'unknown', { ...details, name: `the type ${nameBoth(from, to)}` })
  } else if (from !== undefined && to !== undefined) {
    addFact(draft, spot, 'keyword-changed', 'unknown', details)
  } else if (describing.has(name)) {
    addFact(draft, spot, to === undefined ? 'keyword-removed' : 'keyword-added', 'unknown', details)
  } else if (to === undefined) {
    addFact(draft, spot, 'keyword-removed', 'widens', details)
  } else {
    addFact(draft, spot, 'keyword-added', 'narrows', details)
  }
}

function nameBoth(from: RestKeyword | undefined, to: RestKeyword | undefined): string {
  return [from, to].flatMap((one) => (one === undefined ? [] : [String(one.value)])).join(' or ')
}

/** @param toText what most items that are the same share, so that not every pair has to be looked at */
function diffLists<T>(
  base: readonly T[],
  revision: readonly T[],
  areSame: (a: T, b: T) => boolean,
  toText: (item: T) => string,
): { readonly removed: readonly T[]; readonly added: T[] } {
  if (base.length + revision.length === 0) return { removed: [], added: [] }
  const toIndex = (items: readonly T[]): ReadonlyMap<string, T> =>
    new Map(items.map((item) => [toText(item), item]))
  const [from, to] = [toIndex(base), toIndex(revision)]
  const hasTwin = (item: T, index: ReadonlyMap<string, T>): boolean => {
    const twin = index.get(toText(item))
    return twin !== undefined && areSame(item, twin)
  }
  return {
    removed: base.filter((item) => !hasTwin(item, to) && !revision.some((other) => areSame(item, other))),
    added: revision.filter((item) => !hasTwin(item, from) && !base.some((other) => areSame(other, item))),
  }
}

/** A place by what its schemas say. */
function toText({ parts }: Place): string {
  return parts.map(({ schema, side }) => hashSchema(schema, side.hashes)).join()
}

function isSame({ prover: { exact } }: Scope, a: Place, b: Place): boolean {
  return exact.isSubset(a, b) && exact.isSubset(b, a)
}

function isSameCondition(scope: Scope, a: Condition, b: Condition): boolean {
  return (
    isSame(scope, a.test, b.test) && isSame(scope, a.then, b.then) && isSame(scope, a.otherwise, b.otherwise)
  )
}

function isSameKeyword(a: RestKeyword, b: RestKeyword): boolean {
  return a.keyword === b.keyword && toCanonicalText(a.value) === toCanonicalText(b.value)
}
