/** The names that lead to a place, as a JSON Pointer (RFC 6901). */
export function toPointer(path: readonly string[]): string {
  return path.map((name) => `/${toToken(name)}`).join('')
}

/** The names that lead to the place of a JSON Pointer. */
export function toPath(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** A name as a part of a JSON Pointer (RFC 6901 §3). */
export function toToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
