import { isOfNotes } from './compare-notes.ts'
import { createDraft, type Draft, type Scope } from './draft.ts'
import type { Place } from './shape.ts'

/** Compares what two places say beside the values that they accept: of these, something else is told, or nothing. */
export function compareBeside(
  scope: Scope,
  draft: Draft,
  base: Place,
  revision: Place,
  location: string,
): void {
  const inner = createDraft()
  scope.comparePlaces(inner, base, revision, location)
  takeBeside(draft, inner)
}

/** Takes over what a draft tells beside the values, and so what it refers to. */
export function takeBeside(draft: Draft, { facts, references }: Draft): void {
  for (const fact of facts) if (isOfNotes(fact)) draft.facts.push(fact)
  for (const pair of references) draft.references.push({ ...pair, isBeside: true })
}
