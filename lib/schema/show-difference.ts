import { findPlace } from './find-place.ts'
import type { Session } from './open-session.ts'
import { replaceAt } from './replace-at.ts'
import type { Part } from './shape.ts'
import { unescapeToken } from './unescape-token.ts'

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

/**
 * The same with a few values, the smallest first.
 *
 * @param branch the alternative of a union there that the values have to be of
 */
export function* listDifferences(
  { finder, budget, judge }: Session,
  sender: Part,
  receiver: Part,
  location?: string,
  branch?: Part,
): Generator {
  const { workspace } = finder.prover
  const path = location?.split('/').slice(1)
  // Where the union is the whole, its alternative is all that has to be searched.
  const isWhole = branch !== undefined && location === ''
  const from = isWhole ? workspace.toPlace(branch, sender) : workspace.toPlace(sender)
  budget.begin()
  for (const found of finder.findDifferences(from, workspace.toPlace(receiver), isWhole ? undefined : path)) {
    const values = branch === undefined || isWhole ? [found] : listOfBranch(found, branch)
    for (const value of values) {
      if (judge.accepts(sender, value) === true && judge.rejects(receiver, value) === true) yield value
    }
  }

  function listOfBranch(value: unknown, alternative: Part): readonly unknown[] {
    const way = (path ?? []).map(unescapeToken)
    const { parts } = findPlace(workspace, from, way)
    return finder
      .listSamples(workspace.toPlace(alternative, ...parts))
      .map((one) => replaceAt(value, way, one))
  }
}
