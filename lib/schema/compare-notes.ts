import { toCanonicalText } from './canonical-text.ts'
import { comparePromises } from './compare-promises.ts'
import { isListed, listAll, type Listed, toName } from './compare-types.ts'
import { addFact, type Draft, type Spot } from './draft.ts'
import type { SchemaFactKind } from './fact-kinds.ts'
import type { Notes, Stated } from './shape.ts'
import type { SchemaFact } from './types.ts'

const flags: readonly (readonly ['readOnly' | 'writeOnly', SchemaFactKind, SchemaFactKind])[] = [
  ['readOnly', 'became-read-only', 'became-not-read-only'],
  ['writeOnly', 'became-write-only', 'became-not-write-only'],
]

const statements: readonly (readonly ['default' | 'discriminator' | 'format', SchemaFactKind])[] = [
  ['default', 'default-changed'],
  ['discriminator', 'discriminator-changed'],
  ['format', 'format-changed'],
]

const noteKinds: ReadonlySet<SchemaFactKind> = new Set([
  ...flags.flatMap(([, set, unset]) => [set, unset]),
  ...statements.map(([, kind]) => kind),
  'became-deprecated',
  'became-not-deprecated',
  'sunset-changed',
  'stability-changed',
  'extensible-value-added',
  'extensible-value-removed',
])

/** Says whether a fact is about what is said beside the accepted values. */
export function isOfNotes({ kind, effect }: SchemaFact): boolean {
  return effect === 'none' && noteKinds.has(kind)
}

/** Compares what both sides say beside the accepted values: facts without an effect on the set. */
export function compareNotes(draft: Draft, spot: Spot, base: Notes, revision: Notes): void {
  comparePromises(draft, spot, base, revision)
  for (const [keyword, set, unset] of flags) {
    const from = base[keyword]
    const to = revision[keyword]
    if ((from === undefined) === (to === undefined)) continue
    addFact(draft, spot, to === undefined ? unset : set, 'none', toDetails(spot, from, to))
  }
  compareExtensible(draft, spot, base.extensible, revision.extensible)
  for (const [keyword, kind] of statements) {
    const from = base[keyword]
    const to = revision[keyword]
    if (from === undefined && to === undefined) continue
    const reads = from && to && toCanonicalText(from.value) === toCanonicalText(to.value)
    if (reads === true && !(keyword === 'discriminator' && isRenamed(base, revision))) continue
    addFact(draft, spot, kind, 'none', {
      ...(from && { base: from.value, basePointer: from.pointer }),
      ...(to && { revision: to.value, revisionPointer: to.pointer }),
    })
  }
}

function toDetails(
  { location }: Spot,
  base: Stated<unknown> | undefined,
  revision: Stated<unknown> | undefined,
): { readonly name?: string; readonly basePointer?: string; readonly revisionPointer?: string } {
  const name = location.slice(location.lastIndexOf('/') + 1)
  return {
    ...(name === '' ? {} : { name }),
    ...(base === undefined ? {} : { basePointer: base.pointer }),
    ...(revision === undefined ? {} : { revisionPointer: revision.pointer }),
  }
}

/** Compares the values that an open list names; where an enum gives way to one, those that are not taken over. */
function compareExtensible(
  draft: Draft,
  spot: Spot,
  base: Notes['extensible'],
  revision: Notes['extensible'],
): void {
  if (revision === undefined) return
  const now = toListed(revision)
  const before = base === undefined ? isListed(spot.base) && listAll(spot.base) : toListed(base)
  if (before === false) return
  for (const [text, { value, pointer }] of before) {
    if (now.has(text)) continue
    const places = { basePointer: pointer, revisionPointer: revision.pointer }
    addFact(draft, spot, 'extensible-value-removed', 'none', { name: toName(value), base: value, ...places })
  }
  // Beside an enum that goes, any value is new: that is told with it.
  if (base === undefined) return
  for (const [text, { value, pointer }] of now) {
    if (before.has(text)) continue
    const places = { basePointer: base.pointer, revisionPointer: pointer }
    addFact(draft, spot, 'extensible-value-added', 'none', {
      name: toName(value),
      revision: value,
      ...places,
    })
  }
}

function toListed({ value: values, pointer }: Stated<readonly unknown[]>): Listed {
  return new Map(
    values.map((value, index) => [toCanonicalText(value), { value, pointer: `${pointer}/${index}` }]),
  )
}

/** Says whether a discriminator has other values than before where its alternatives are called otherwise. */
function isRenamed({ discriminator: from }: Notes, { discriminator: to }: Notes): boolean {
  const isWithin = (some: readonly string[] = [], all: readonly string[] = []): boolean =>
    some.every((name) => all.includes(name))
  return !isWithin(from?.implied, to?.implied) && !isWithin(to?.implied, from?.implied)
}
