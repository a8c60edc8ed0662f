/**
 * A copy of a value with another one at a place in it, or without what is there, for `undefined`. An object gets what it
 * lacks on the way.
 *
 * @param path names and indexes; `*` is all items or members, unless one is called so
 */
export function replaceAt(value: unknown, [token, ...rest]: readonly string[], by: unknown): unknown {
  if (token === undefined) return by
  if (Array.isArray(value)) {
    return value
      .map((item: unknown, index) =>
        token === '*' || token === String(index) ? replaceAt(item, rest, by) : item,
      )
      .filter((item) => item !== undefined)
  }
  const members = new Map<string, unknown>(Object.entries(Object(value) as object))
  const names = token === '*' && !members.has(token) ? [...members.keys()] : [token]
  for (const name of names) {
    const inner = replaceAt(members.get(name), rest, by)
    if (inner === undefined) members.delete(name)
    else members.set(name, inner)
  }
  return Object.fromEntries(members)
}
