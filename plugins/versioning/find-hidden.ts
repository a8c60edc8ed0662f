import type { Timeline } from '../../lib/timeline/define-timeline.ts'
import { toShape } from '../../lib/transform/path-pattern.ts'
import type { ListedRoute } from './list-allowed.ts'
import { toBasePattern } from './read-facts.ts'
import { toRouterPath, type RouterOptions } from './router-options.ts'
import { segmentName } from './segment-form.ts'
import type { Unreached } from './unreached.ts'

/**
 * Finds routes whose path begins as that of a version does: the router takes what is written for what is a parameter,
 * and so answers a client of that version by another endpoint, in the current version.
 *
 * @param base what stands before the segment that names a version
 */
export function findHidden(
  timeline: Timeline,
  base: string,
  router: RouterOptions,
  routes: readonly ListedRoute[],
): readonly Unreached[] {
  const { caseSensitive } = router
  const toKey = ({ method }: ListedRoute, path: string): string => {
    const shape = toShape(toRouterPath(path, router))
    return `${method} ${caseSensitive ? shape : shape.toLowerCase()}`
  }
  const toName = segmentName(timeline, caseSensitive)
  const versioned = routes.filter(({ endpoint }) => endpoint !== undefined)
  const declared = new Map(versioned.map((route) => [toKey(route, route.url), route]))
  const form = new RegExp(`^(${toBasePattern(base)})/([^/]+)(/.*)?$`, caseSensitive ? '' : 'i')
  return versioned.flatMap((route): Unreached[] => {
    const [, before = '', segment = '', rest = ''] = form.exec(toRouterPath(route.url, router)) ?? []
    const version = timeline.find(toName(segment))
    const hidden = version && declared.get(toKey(route, `${before}${rest}` || '/'))
    // HEAD follows its GET.
    if (version === undefined || hidden === undefined || route.method === 'HEAD') return []
    const message = `The route ${route.method} ${route.url} hides ${hidden.method} ${hidden.url} from clients of version ${version.name}, and answers them as the current version does. Remove it, or let it answer what it answers: config: { versioning: false }.`
    return [{ version: version.name, message }]
  })
}
