/**
 * Whether a value has something at a place in it.
 *
 * @param path names and indexes; `*` is any item or member, unless one is called so
 */
export function holdsPlace(value: unknown, [token, ...rest]: readonly string[]): boolean {
  if (token === undefined) return true
  if (typeof value !== 'object' || value === null) return false
  if (Object.hasOwn(value, token)) return holdsPlace((value as Record<string, unknown>)[token], rest)
  return token === '*' && Object.values(value).some((inner) => holdsPlace(inner, rest))
}
