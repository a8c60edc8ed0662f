import type { Timeline, Version } from '../../lib/timeline/define-timeline.ts'
import { findAddress } from '../../lib/transform/find-address.ts'
import { toMatcher } from '../../lib/transform/path-pattern.ts'
import type { Endpoint } from '../../lib/transform/plan-endpoint.ts'
import type { ApiVersion } from './api-version.ts'
import { memoise } from './memoise.ts'
import { toBasePattern } from './read-facts.ts'

/** A route by one of its methods. */
export interface ListedRoute {
  readonly method: string
  /** With the prefix of the instance. */
  readonly url: string
  /** `undefined` for a route without versions, which is where it is in all of them. */
  readonly endpoint: Endpoint | undefined
}

/**
 * Lists the methods that a path has in a version (RFC 9110 §10.2.1). It is asked where nothing was found, and looks
 * at one route after the other.
 *
 * @param base what stands before the segment that names a version
 * @param routes the list may grow until the server is ready
 */
export function listAllowed(
  timeline: Timeline,
  { prefix, base }: { readonly prefix: string; readonly base: string },
  routes: readonly ListedRoute[],
): (path: string, { version, source }: ApiVersion) => readonly string[] {
  const segment = new RegExp(`^(${toBasePattern(base)})/[^/]+`)
  const matchersOf = memoise((version: Version) =>
    routes.flatMap(({ method, url, endpoint }) => {
      if (endpoint === undefined) return [{ method, matches: toMatcher(url) }]
      const address = findAddress(timeline, endpoint, version)
      if (address === undefined) return []
      const path = prefix + address.path
      // HEAD is at the address of its GET.
      return [{ method: method === 'HEAD' ? method : address.method, matches: toMatcher(path) }]
    }),
  )
  return (path, { version, source }) => {
    const plain = source?.kind === 'path' ? path.replace(segment, '$1') : path
    const methods = matchersOf(version).flatMap(({ method, matches }) => (matches(plain) ? [method] : []))
    return [...new Set(methods)].sort()
  }
}
