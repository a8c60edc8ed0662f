import { toCanonicalText } from './canonical-text.ts'
import { addFact, type Draft, type Spot } from './draft.ts'
import type { SchemaFactKind } from './fact-kinds.ts'
import type { Notes } from './shape.ts'

const flags: readonly (readonly ['deprecated' | 'readOnly' | 'writeOnly', SchemaFactKind, SchemaFactKind])[] =
  [
    ['deprecated', 'became-deprecated', 'became-not-deprecated'],
    ['readOnly', 'became-read-only', 'became-not-read-only'],
    ['writeOnly', 'became-write-only', 'became-not-write-only'],
  ]

const statements: readonly (readonly ['default' | 'discriminator' | 'format', SchemaFactKind])[] = [
  ['default', 'default-changed'],
  ['discriminator', 'discriminator-changed'],
  ['format', 'format-changed'],
]

/** Compares what both sides say beside the accepted values: facts without an effect on the set. */
export function compareNotes(draft: Draft, spot: Spot, base: Notes, revision: Notes): void {
  for (const [keyword, set, unset] of flags) {
    const from = base[keyword]
    const to = revision[keyword]
    if ((from === undefined) === (to === undefined)) continue
    const name = spot.location.slice(spot.location.lastIndexOf('/') + 1)
    addFact(draft, spot, to === undefined ? unset : set, 'none', {
      ...(name === '' ? {} : { name }),
      basePointer: from?.pointer,
      revisionPointer: to?.pointer,
    })
  }
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

/** Says whether a discriminator has other values than before where its alternatives are called otherwise. */
function isRenamed({ discriminator: from }: Notes, { discriminator: to }: Notes): boolean {
  const isWithin = (some: readonly string[] = [], all: readonly string[] = []): boolean =>
    some.every((name) => all.includes(name))
  return !isWithin(from?.implied, to?.implied) && !isWithin(to?.implied, from?.implied)
}
