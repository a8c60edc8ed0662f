/**
 * What of a path stands behind the place of the segment that names a version; `undefined` where the path does not begin
 * so, and has no such place.
 *
 * @param key what stands before the segment, as in `/shops/:shop`
 */
export function restBehind(key: string, path: string): string | undefined {
  return `${path}/`.startsWith(`${key}/`) ? path.slice(key.length) : undefined
}

/** A path with a segment in its place, where it has that; any other as it is. */
export function insertSegment({ after, segment }: PlacedSegment, path: string): string {
  const rest = restBehind(after, path)
  return rest === undefined ? path : after + segment + rest
}

/** A segment that names a version, as in `/v1`, and what stands before it. */
export interface PlacedSegment {
  readonly after: string
  readonly segment: string
}
