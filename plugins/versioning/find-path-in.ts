import type { Timeline, Version } from '../../lib/timeline/define-timeline.ts'
import { findAddress } from '../../lib/transform/find-address.ts'
import { toShape } from '../../lib/transform/path-pattern.ts'
import type { RoutePlan } from './route-plan.ts'

/** Finds the path that an endpoint has in a version, if that is the one of the route that was matched. */
export function findPathIn(timeline: Timeline): (plan: RoutePlan, version: Version) => string | undefined {
  const known = new WeakMap<RoutePlan, Map<Version, string | undefined>>()
  return (plan, version) => {
    const byVersion = known.get(plan) ?? new Map<Version, string | undefined>()
    known.set(plan, byVersion)
    if (!byVersion.has(version)) byVersion.set(version, findPath(plan, version))
    return byVersion.get(version)
  }

  function findPath({ endpoint, address }: RoutePlan, version: Version): string | undefined {
    const found = findAddress(timeline, endpoint, version)
    if (found === undefined) return undefined
    const { method, path } = found
    // HEAD is the GET without its body.
    const isSame = method === address.method || (address.method === 'HEAD' && method === 'GET')
    return isSame && toShape(path) === toShape(address.path) ? path : undefined
  }
}
