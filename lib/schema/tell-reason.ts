import type { Judge } from './create-judge.ts'
import { describeRefusal, type Refusal } from './describe-refusal.ts'
import type { Part } from './shape.ts'
import { unescapeToken } from './unescape-token.ts'

/** So many properties may be missing beside the one that is spoken of. */
const maximalMissing = 50

/**
 * Why a validator rejects a value, in a few words. It gives the first reason that it meets: where several properties of
 * an object are missing, the one that is spoken of is named, if it is one of them.
 *
 * @param location the place in the value that is spoken of
 * @returns `undefined` where the value is not rejected, or nobody can say
 */
export function tellReason(
  judge: Judge,
  receiver: Part,
  value: unknown,
  location: string | undefined,
): string | undefined {
  const refusals = judge.listRefusals(receiver, value)
  const heldTo = (changed: unknown): readonly Refusal[] => judge.listRefusals(receiver, changed)
  const spokenOf = location === undefined ? undefined : findMissing(refusals, value, location, heldTo)
  return describeRefusal(spokenOf ?? refusals)
}

/** What is held against a value that has all but the one property: what is missing beside it is put in, one by one. */
function findMissing(
  first: readonly Refusal[],
  value: unknown,
  location: string,
  listRefusals: (changed: unknown) => readonly Refusal[],
): readonly Refusal[] | undefined {
  const way = location.split('/').slice(1)
  const name = way.pop()
  let refusals = first
  let changed = value
  for (let left = maximalMissing; left > 0; left -= 1) {
    const refusal = refusals.at(-1)
    if (name === undefined || refusal?.keyword !== 'required') return undefined
    const path = refusal.instancePath.split('/').slice(1)
    if (path.length !== way.length || !way.every((token, at) => token === '*' || token === path[at]))
      return undefined
    const missing = String(refusal.params.missingProperty)
    if (missing === unescapeToken(name)) return refusals
    changed = withMember(changed, path, missing)
    refusals = listRefusals(changed)
  }
  return undefined
}

/** A copy of a value, in which the object at a path has one member more. */
function withMember(value: unknown, [token, ...rest]: readonly string[], name: string): unknown {
  const key = token === undefined ? name : unescapeToken(token)
  const change = (inner: unknown): unknown => (token === undefined ? null : withMember(inner, rest, name))
  if (Array.isArray(value))
    return value.map((item: unknown, at) => (String(at) === key ? change(item) : item))
  const members = new Map(Object.entries(Object(value) as object))
  return Object.fromEntries(members.set(key, change(members.get(key))))
}
