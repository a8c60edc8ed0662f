import type { Session } from './open-session.ts'
import type { Part } from './shape.ts'
import { listRefusalsAt } from './tell-reason.ts'
import { unescapeToken } from './unescape-token.ts'

/**
 * Shows that one schema accepts what another does not: by a small value that the search finds, and of which a
 * validator of JSON Schema says the same of the original schemas.
 *
 * @param location the place in the value that the difference has to be at; without it, anywhere
 * @param branch the alternative of a union there that the value has to be of
 */
export function showDifference(
  { finder, budget, judge }: Session,
  sender: Part,
  receiver: Part,
  location?: string,
  branch?: Part,
): { readonly value: unknown } | undefined {
  const { workspace } = finder.prover
  const path = location?.split('/').slice(1)
  // What is rejected for another reason alone shows that one.
  const isShownBy = (value: unknown): boolean =>
    judge.accepts(sender, value) === true &&
    judge.rejects(receiver, value) === true &&
    (location === undefined || listRefusalsAt(judge, receiver, value, location).length > 0)
  // Where the union is the whole, its alternative is all that has to be searched.
  const isWhole = branch !== undefined && location === ''
  const from = workspace.toPlace(isWhole ? branch : sender)
  budget.begin()
  for (const value of finder.findDifferences(from, workspace.toPlace(receiver), isWhole ? undefined : path)) {
    if (branch === undefined || isWhole) {
      if (isShownBy(value)) return { value }
      continue
    }
    for (const one of finder.listSamples(workspace.toPlace(branch))) {
      const ofBranch = replaceAt(value, path ?? [], one)
      if (isShownBy(ofBranch)) return { value: ofBranch }
    }
  }
  return undefined
}

/** A copy of a value with another one at a place, `*` being all items or members. */
function replaceAt(value: unknown, [token, ...rest]: readonly string[], by: unknown): unknown {
  if (token === undefined) return by
  const name = unescapeToken(token)
  const change = (inner: unknown, key: string): unknown =>
    token === '*' || key === name ? replaceAt(inner, rest, by) : inner
  if (Array.isArray(value)) return value.map((item: unknown, index) => change(item, String(index)))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner, key)]))
}
