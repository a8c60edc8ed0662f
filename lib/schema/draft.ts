import type { Budget } from './budget.ts'
import type { SchemaFactKind } from './fact-kinds.ts'
import type { Prover } from './prove-subset.ts'
import type { TextComparer } from './compare-texts.ts'
import type { Finder } from './find-difference.ts'
import type { Part, Place, Shape } from './shape.ts'
import type { Effect, SchemaFact } from './types.ts'
import type { Workspace } from './workspace.ts'

/** What is being written down about one place of a pair. */
export interface Draft {
  readonly facts: SchemaFact[]
  readonly references: ReferencePair[]
  /** A fact was added whose effect is read off keywords, not proved: a union, a negation, a pattern. */
  isApproximate: boolean
  /** Why the facts may not tell all: the relation is then unknown in what they do not tell. */
  doubt: string | undefined
}

/** The doubt about a oneOf: what a value makes of it depends on all branches that accept the value. */
export const overlapDoubt = 'branches of a oneOf overlap'

/** Two references that stand at the same location. */
export interface ReferencePair {
  readonly location: string
  readonly base: Part
  readonly revision: Part
  /** Whether only what they say beside the values counts, since of these, something else is told, or nothing. */
  readonly isBeside?: true
}

/** What all comparisons of parts share. */
export interface Scope {
  readonly workspace: Workspace
  /** Under the tolerances in force. */
  readonly prover: Prover
  readonly finder: Finder
  readonly texts: TextComparer
  readonly budget: Budget
  /** The unions, by their pointers, of which the values in question are known to be. */
  within: string[]
  comparePlaces(draft: Draft, base: Place, revision: Place, location: string): void
  compareShapes(draft: Draft, base: Shape, revision: Shape, location: string): void
}

/** The place in question: its location in the value, and the shapes on both sides. */
export interface Spot {
  readonly base: Shape
  readonly revision: Shape
  readonly location: string
}

/** Opens an empty draft. */
export function createDraft(): Draft {
  return { facts: [], references: [], isApproximate: false, doubt: undefined }
}

/** Adds a fact at a spot; pointers that it does not give are those of the schemas. */
export function addFact(
  draft: Draft,
  spot: Spot,
  kind: SchemaFactKind,
  effect: Effect,
  details: Partial<Omit<SchemaFact, 'kind' | 'effect' | 'pointer'>> & {
    readonly basePointer?: string | undefined
    readonly revisionPointer?: string | undefined
  } = {},
): void {
  const pointer = {
    base: details.basePointer ?? spot.base.pointer,
    revision: details.revisionPointer ?? spot.revision.pointer,
  }
  const fact: { -readonly [Key in keyof SchemaFact]: SchemaFact[Key] } = {
    kind,
    effect,
    location: spot.location,
    pointer,
  }
  // One by one: there may be a hundred thousand facts, and a spread takes longer than all else about one.
  if (details.name !== undefined) fact.name = details.name
  if (details.required !== undefined) fact.required = details.required
  if (details.deprecatedSince !== undefined) fact.deprecatedSince = details.deprecatedSince
  if (details.base !== undefined) fact.base = details.base
  if (details.revision !== undefined) fact.revision = details.revision
  if (details.isReplacement !== undefined) fact.isReplacement = details.isReplacement
  if (details.tolerance !== undefined) fact.tolerance = details.tolerance
  if (details.strictEffect !== undefined) fact.strictEffect = details.strictEffect
  draft.facts.push(fact)
}

/** The effect of a revision that no longer accepts some values, or newly accepts some, or both. */
export function toEffect(narrows: boolean, widens: boolean): Effect {
  if (narrows) return widens ? 'both' : 'narrows'
  return widens ? 'widens' : 'none'
}

/** What a fact says of its effect where the tolerance for undeclared properties decides it. */
export function toTolerance(
  tolerant: Effect,
  strict: Effect,
): Pick<SchemaFact, 'tolerance' | 'strictEffect'> {
  return tolerant === strict ? {} : { tolerance: 'undeclared-properties', strictEffect: strict }
}
