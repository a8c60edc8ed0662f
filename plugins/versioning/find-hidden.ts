import type { Timeline } from '../../lib/timeline/define-timeline.ts'
import { toShape } from '../../lib/transform/path-pattern.ts'
import type { ListedRoute } from './list-allowed.ts'
import { toBasePattern } from './read-facts.ts'

/** A route that is declared where a version of another one is found. */
export interface HiddenRoute {
  readonly version: string
  /** One sentence or two: what is wrong, and what to do. */
  readonly message: string
}

/**
 * Finds routes whose path begins as that of a version does: the router takes what is written for what is a parameter,
 * and so answers a client of that version by another endpoint, in the current version.
 *
 * @param base what stands before the segment that names a version
 */
export function findHidden(
  timeline: Timeline,
  base: string,
  routes: readonly ListedRoute[],
): readonly HiddenRoute[] {
  const toKey = ({ method }: ListedRoute, path: string): string => `${method} ${toShape(path)}`
  const versioned = routes.filter(({ endpoint }) => endpoint !== undefined)
  const declared = new Map(versioned.map((route) => [toKey(route, route.url), route]))
  const form = new RegExp(`^(${toBasePattern(base)})/([^/]+)(/.*)?$`)
  return versioned.flatMap((route): HiddenRoute[] => {
    const [, before = '', segment = '', rest = ''] = form.exec(route.url) ?? []
    const version = timeline.find(segment)
    const hidden = version && declared.get(toKey(route, `${before}${rest}` || '/'))
    // HEAD follows its GET.
    if (version === undefined || hidden === undefined || route.method === 'HEAD') return []
    const message = `The route ${route.method} ${route.url} hides ${hidden.method} ${hidden.url} from clients of version ${version.name}, and answers them as the current version does. Remove it, or let it answer what it answers: config: { versioning: false }.`
    return [{ version: version.name, message }]
  })
}
