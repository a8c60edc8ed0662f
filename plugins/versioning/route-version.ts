import type { Timeline, Version } from '../../lib/timeline/define-timeline.ts'
import { findAddress } from '../../lib/transform/find-address.ts'
import { toShape } from '../../lib/transform/path-pattern.ts'
import type { RoutePlan, RouteVersion } from './route-plan.ts'

/** Finds what a route is in a version. */
export function routeVersionOf(timeline: Timeline): (plan: RoutePlan, version: Version) => RouteVersion {
  return (plan, version) =>
    (plan.known[version.index] ??= {
      plan,
      path: findPath(plan, version),
      answers: undefined,
      isOfZod: undefined,
      serialisers: new Map(),
      parts: new Map(),
    })

  function findPath({ endpoint, address }: RoutePlan, version: Version): string | undefined {
    const found = findAddress(timeline, endpoint, version)
    if (found === undefined) return undefined
    const { method, path } = found
    // HEAD is the GET without its body.
    const isSame = method === address.method || (address.method === 'HEAD' && method === 'GET')
    return isSame && toShape(path) === toShape(address.path) ? path : undefined
  }
}
