import type { DocumentedRoute } from '../../lib/openapi/index-routes.ts'
import type { Timeline, Version } from '../../lib/timeline/define-timeline.ts'
import { findAddress } from '../../lib/transform/find-address.ts'
import { toMatcher } from '../../lib/transform/path-pattern.ts'
import type { ApiVersion } from './api-version.ts'
import { memoise } from './memoise.ts'
import { decodePath, toBasePattern } from './read-facts.ts'
import { toRouterPath, type RouterOptions } from './router-options.ts'

/** A route by one of its methods. */
export interface ListedRoute extends DocumentedRoute {
  /** What is added to the path of the endpoint. */
  readonly slash: '' | '/'
}

/** Where the paths of versions stand, and how the router reads them. */
export interface AllowedContext {
  readonly prefix: string
  /** What stands before the segment that names a version. */
  readonly base: string
  readonly router: RouterOptions
}

/**
 * Lists the methods that a path has in a version (RFC 9110 §10.2.1). It is asked where nothing was found, and looks
 * at one route after the other.
 *
 * @param routes the list may grow until the server is ready
 */
export function listAllowed(
  timeline: Timeline,
  { prefix, base, router }: AllowedContext,
  routes: readonly ListedRoute[],
): (url: string, { version, source }: ApiVersion) => readonly string[] {
  const flags = router.caseSensitive ? '' : 'i'
  const segment = new RegExp(`^(${toBasePattern(base)})/[^/]+`, flags)
  const toMatcherOf = (path: string) => toMatcher(toRouterPath(path, router), flags)
  const matchersOf = memoise((version: Version) =>
    routes.flatMap(({ method, url, endpoint, slash }) => {
      if (endpoint === undefined) return [{ method, matches: toMatcherOf(url), hasVersions: false }]
      const address = findAddress(timeline, endpoint, version)
      if (address === undefined) return []
      const matches = toMatcherOf(prefix + address.path + slash)
      // HEAD is at the address of its GET.
      return [
        {
          hasVersions: true,
          method: method === 'HEAD' ? method : address.method,
          // The root of a version is found with a slash and without.
          matches: address.path === '/' ? (given: string) => matches(given) || matches(`${given}/`) : matches,
        },
      ]
    }),
  )
  const query = router.useSemicolonDelimiter ? /[?;#].*/s : /[?#].*/s
  return (url, { version, source }) => {
    const sent = url.replace(query, '')
    const path = toRouterPath(decodePath(sent) ?? sent, router)
    const plain = source?.kind === 'path' ? path.replace(segment, '$1') : path
    const methods = matchersOf(version).flatMap(({ method, matches, hasVersions }) =>
      matches(hasVersions ? plain : path) ? [method] : [],
    )
    return [...new Set(methods)].sort()
  }
}
