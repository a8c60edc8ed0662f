import { toCanonicalText } from './canonical-text.ts'
import { listAll, toName } from './compare-types.ts'
import { addFact, type Draft, type Spot } from './draft.ts'
import type { Notes, Promises } from './shape.ts'
import { listKeys } from './unite-promises.ts'
import { groupBy } from './group-by.ts'

/** Compares what two sides promise of their values: until when these are there, and how little they change. */
export function comparePromises(draft: Draft, spot: Spot, base: Notes, revision: Notes): void {
  for (const change of listChanges(spot, base.deprecated, revision.deprecated)) addEnd(draft, spot, change)
  for (const { name, base: from, revision: to } of listChanges(spot, base.stability, revision.stability))
    addFact(draft, spot, 'stability-changed', 'none', {
      ...(name !== undefined && { name }),
      ...(from && { base: from.value, basePointer: from.pointer }),
      ...(to && { revision: to.value, revisionPointer: to.pointer }),
    })
}

type Said = Promises['ofAll'][number]

/** What schemas of both sides say of the same values. */
interface Pair<Content> {
  readonly base: Content
  readonly revision: Content
  /** The values that it is about, where these are some of a list. */
  readonly name?: string | undefined
}

/** Whether one sunset is before the other, whoever reads dates knows. */
function addEnd(draft: Draft, spot: Spot, { name, base, revision }: Pair<Said | undefined>): void {
  const kind =
    revision === undefined
      ? 'became-not-deprecated'
      : base === undefined
        ? 'became-deprecated'
        : 'sunset-changed'
  addFact(draft, spot, kind, 'none', {
    ...(name !== undefined && { name }),
    ...(base && { basePointer: base.pointer, ...(base.value !== '' && { base: base.value }) }),
    ...(revision && {
      revisionPointer: revision.pointer,
      ...(revision.value !== '' && { revision: revision.value }),
      ...(revision.since !== undefined && { deprecatedSince: revision.since }),
    }),
  })
}

function listChanges(
  spot: Spot,
  base: Promises = nothing,
  revision: Promises = nothing,
): readonly Pair<Said | undefined>[] {
  if (base === nothing && revision === nothing) return []
  // What all values are promised on both sides is promised of each, whatever else its branch says.
  const ofAll: Pair<readonly Said[]> = {
    base: leaveOut(base.ofAll, revision.ofAll),
    revision: leaveOut(revision.ofAll, base.ofAll),
  }
  const pairs = base.byKey || revision.byKey ? pairByKey(spot, base, revision, ofAll) : []
  // What one side says of all values, the other one says of each.
  const isTold = pairs.some((pair) =>
    sides.some((side) => pair[side] === ofAll[side] && ofAll[side].length > 0),
  )
  return (isTold ? pairs : [...pairs, ofAll]).flatMap(({ name, ...lists }) =>
    pairChanged(lists.base, lists.revision).map(([from, to]) => ({ base: from, revision: to, name })),
  )
}

const nothing: Promises = { ofAll: [] }
const sides = ['base', 'revision'] as const

/** Pairs what is promised of each of the values that both sides have; those that are promised the same are one pair. */
function pairByKey(
  spot: Spot,
  base: Promises,
  revision: Promises,
  ofAll: Pair<readonly Said[]>,
): readonly Pair<readonly Said[]>[] {
  // Of values that stand beside any others of their type, each side may say something all the same.
  const beside = [...(base.byKey?.keys() ?? [])].flatMap((key) =>
    revision.byKey?.has(key) ? [[key, key] as const] : [],
  )
  const keys = pairKeys(
    new Map([...beside, ...listKeys(spot.base)]),
    new Map([...beside, ...listKeys(spot.revision)]),
  )
  const pairs = new Map<string, { base: readonly Said[]; revision: readonly Said[]; keys: string[] }>()
  for (const { key, ofBase, ofRevision } of keys) {
    const from = base.byKey?.get(ofBase) ?? ofAll.base
    const to = revision.byKey?.get(ofRevision) ?? ofAll.revision
    const places = [from, to].map((list) => list.map(({ pointer }) => pointer).join('\n')).join('\n\n')
    const pair = pairs.get(places)
    if (pair === undefined) pairs.set(places, { base: from, revision: to, keys: [key] })
    else pair.keys.push(key)
  }
  const listed = new Map([...listAll(spot.revision), ...listAll(spot.base)])
  return [...pairs.values()].map((pair) => {
    const values = pair.keys.map((key) => listed.get(key))
    const names = values.flatMap((value) => (value === undefined ? [] : [toName(value.value)]))
    const isOfSome = names.length === values.length && names.length < keys.length
    return { base: pair.base, revision: pair.revision, name: isOfSome ? names.join(', ') : undefined }
  })
}

/** A value that both sides have, and what each of them knows it by. */
interface SharedKey {
  readonly key: string
  readonly ofBase: string
  readonly ofRevision: string
}

/** What one side lists may be of a type that the other one has all values of. */
function pairKeys(
  base: ReadonlyMap<string, string>,
  revision: ReadonlyMap<string, string>,
): readonly SharedKey[] {
  const ofBase = [...base].flatMap(([key, type]) => {
    const partner = [key, type].find((one) => revision.has(one))
    return partner === undefined ? [] : [{ key, ofBase: key, ofRevision: partner }]
  })
  const ofRevision = [...revision].flatMap(([key, type]) =>
    !base.has(key) && base.has(type) ? [{ key, ofBase: type, ofRevision: key }] : [],
  )
  return [...ofBase, ...ofRevision]
}

/**
 * Pairs what is said of the same values where it is not the same: several schemas may say it, next to each other or as
 * alternatives. What stands at the same place goes together, and then what is next.
 */
function pairChanged(
  base: readonly Said[],
  revision: readonly Said[],
): readonly (readonly [from: Said | undefined, to: Said | undefined])[] {
  const changed: [Said, Said][] = []
  let [gone, come] = [base, revision]
  for (const toKey of [toTextAtPlace, toText, ({ pointer }: Said) => pointer, () => '']) {
    const waiting = groupBy(come, toKey)
    gone = gone.filter((from) => {
      const to = waiting.get(toKey(from))?.shift()
      if (to !== undefined && toText(from) !== toText(to)) changed.push([from, to])
      return to === undefined
    })
    come = [...waiting.values()].flat()
  }
  return [
    ...changed,
    ...leaveOut(gone, revision).map((from) => [from, undefined] as const),
    ...leaveOut(come, base).map((to) => [undefined, to] as const),
  ]
}

/** Those that say what none of the others does. */
function leaveOut(list: readonly Said[], others: readonly Said[]): readonly Said[] {
  const texts = new Set(others.map(toText))
  return list.filter((one) => !texts.has(toText(one)))
}

function toText({ value }: Said): string {
  return toCanonicalText(value)
}

function toTextAtPlace(said: Said): string {
  return `${said.pointer}\n${toText(said)}`
}
