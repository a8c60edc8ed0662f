import type { Session } from './open-session.ts'
import type { Part } from './shape.ts'

/**
 * Shows that one schema accepts what another does not: by a small value that the search finds, and of which a
 * validator of JSON Schema says the same of the original schemas.
 *
 * @param location the place in the value that the difference has to be at; without it, anywhere
 */
export function showDifference(
  session: Session,
  sender: Part,
  receiver: Part,
  location?: string,
): { readonly value: unknown } | undefined {
  for (const value of listDifferences(session, sender, receiver, location)) return { value }
  return undefined
}

/** The same with a few values, the smallest first. */
export function* listDifferences(
  { finder, budget, judge }: Session,
  sender: Part,
  receiver: Part,
  location?: string,
): Generator {
  const { workspace } = finder.prover
  const path = location?.split('/').slice(1)
  budget.begin()
  for (const value of finder.findDifferences(workspace.toPlace(sender), workspace.toPlace(receiver), path)) {
    if (judge.accepts(sender, value) === true && judge.rejects(receiver, value) === true) yield value
  }
}
