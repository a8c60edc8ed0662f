import { findPattern } from './canonical-pattern.ts'
import { freeString, toEmptyShape } from './empty-shape.ts'
import { alterShape } from './alter-shape.ts'
import type { Members } from './members-of.ts'
import { takeStates } from './pattern-language.ts'
import type { Prover } from './prove-subset.ts'
import { type Place, STRING, type StringFacet } from './shape.ts'
import { areStringsWithin, hasNoStrings } from './string-sets.ts'

/** What properties hold whose names match a pattern; the empty one for all that nothing else is said of. */
export type Undeclared = readonly [source: string, place: Place]

/** What a side sends under names that it does not declare. */
interface Others {
  readonly names: Place
  readonly patterns: Members['patterns']
  readonly unknown: readonly Undeclared[]
}

/** Proves that properties which a sender does not declare are what the receiver asks for under their names. */
export function areOthersMet(prover: Prover, others: Others, to: Members): boolean {
  if (others.unknown.length === 0) return true
  return (
    [...to.patterns].every(([pattern, wanted]) => isPatternMet(prover, others, pattern, wanted)) &&
    others.unknown.every(
      ([source, place]) =>
        findPattern(to.patterns, source) !== undefined ||
        prover.isSubset(place, to.additional) ||
        [...to.patterns.keys()].some((pattern) => isNamedWithin(prover, others.names, source, pattern)),
    )
  )
}

/** What a pattern of the receiver asks for holds where the sender's patterns ask for it, or else all that may match it. */
function isPatternMet(
  prover: Prover,
  { names, patterns, unknown }: Others,
  pattern: string,
  wanted: Place,
): boolean {
  const { workspace } = prover
  const same = findPattern(patterns, pattern)
  if (same !== undefined && prover.isSubset(same, wanted)) return true
  const isAlways = [...new Set(unknown.map(([, place]) => place))].every(
    (place) => workspace.spend() && prover.isSubset(place, wanted),
  )
  if (isAlways) return true
  const around = [...patterns].filter(([source]) => isNamedWithin(prover, names, pattern, source))
  if (around.length > 0) return prover.isSubset(workspace.join(...around.map(([, place]) => place)), wanted)
  return unknown.every(
    ([source, place]) => prover.isSubset(place, wanted) || areApart(prover, names, source, pattern),
  )
}

/** Proves that the names which a sender has under a pattern are names of the receiver. */
export function areNamesWithin(prover: Prover, names: Place, source: string, wanted: Place): boolean {
  const shape = alterShape(toEmptyShape(''), { types: STRING, string: namesUnder(prover, names, source) })
  return prover.isSubsetShape(shape, prover.workspace.shapeOf(wanted))
}

function isNamedWithin(prover: Prover, names: Place, source: string, pattern: string): boolean {
  const areWithin = areStringsWithin(namesUnder(prover, names, source), withPattern(freeString, pattern))
  return prover.workspace.spend(takeStates()) && areWithin
}

function areApart(prover: Prover, names: Place, source: string, pattern: string): boolean {
  const areNone = hasNoStrings(withPattern(namesUnder(prover, names, source), pattern))
  return prover.workspace.spend(takeStates()) && areNone
}

/** The names that match a pattern, of those that there may be. */
function namesUnder({ workspace }: Prover, names: Place, source: string): StringFacet {
  return withPattern(workspace.shapeOf(names).string, source)
}

function withPattern(facet: StringFacet, source: string): StringFacet {
  return source === '' ? facet : { ...facet, patterns: [...facet.patterns, { value: source, pointer: '' }] }
}
