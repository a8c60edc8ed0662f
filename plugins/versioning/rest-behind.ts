/**
 * What of a path stands behind the place of the segment that names a version; `undefined` where the path does not begin
 * so, and has no such place.
 *
 * @param key what stands before the segment, as in `/shops/:shop`
 */
export function restBehind(key: string, path: string): string | undefined {
  return `${path}/`.startsWith(`${key}/`) ? path.slice(key.length) : undefined
}
