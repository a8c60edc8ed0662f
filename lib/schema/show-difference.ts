import type { Session } from './open-session.ts'
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
  const from = workspace.toPlace(isWhole ? branch : sender)
  budget.begin()
  for (const found of finder.findDifferences(from, workspace.toPlace(receiver), isWhole ? undefined : path)) {
    const values = branch === undefined || isWhole ? [found] : listOfBranch(found, branch, path ?? [])
    for (const value of values) {
      if (judge.accepts(sender, value) === true && judge.rejects(receiver, value) === true) yield value
    }
  }

  function listOfBranch(value: unknown, alternative: Part, way: readonly string[]): readonly unknown[] {
    return finder.listSamples(workspace.toPlace(alternative)).map((one) => replaceAt(value, way, one))
  }
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
