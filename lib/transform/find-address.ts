import type { Address } from '../operations/define-operation.ts'
import type { Timeline, Version } from '../timeline/define-timeline.ts'
import { beginTimeline } from './begin-timeline.ts'
import { planAddresses } from './plan-address.ts'
import type { Endpoint } from './plan-side.ts'
import { levelOf, listSteps } from './steps.ts'

/** Where an endpoint is found in a version; `undefined` where the version does not have it. */
export function findAddress(
  timeline: Timeline,
  endpoint: Address & Pick<Endpoint, 'versions'>,
  version: Version,
): Address | undefined {
  const { versions } = endpoint
  if (versions?.includes(version) === false) return undefined
  const beginning = beginTimeline(timeline, versions?.[0] ?? timeline.current)
  const own = beginning.toOwn(version)
  if (own === undefined) return undefined
  return planAddresses(listSteps(beginning.timeline)).at(endpoint, levelOf(beginning.timeline, own))
}
