import type { FastifyBaseLogger } from 'fastify'
import { toError } from '../../lib/errors.ts'
import { checkTimeline } from '../../lib/transform/check-timeline.ts'
import type { ApiPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import type { ResolvedOptions } from './options.ts'
import type { Unreached } from './unreached.ts'

/**
 * Stops the boot where a change does not fit the schemas, so that it is not the first request that meets it; and
 * tells of what else is wrong with the timeline, or with routes beside it. That is no error by itself: two services may
 * share a timeline.
 *
 * @throws TDM_CHANGE_INVALID, TDM_UNION_AMBIGUOUS, TDM_ADDRESS_PARAMETERS; with `verify: 'boot'` TDM_TIMELINE_FAULTY
 */
export function checkPlans(
  plan: ApiPlan,
  endpoints: readonly Endpoint[],
  { timeline, verify }: ResolvedOptions,
  unreached: readonly Unreached[],
  log: FastifyBaseLogger,
): void {
  plan.check()
  for (const version of timeline.versions) {
    plan.error(version)
    for (const endpoint of endpoints) {
      plan.request(endpoint, version)
      for (const place of ['path', 'query', 'headers'] as const) plan.parameters(endpoint, place, version)
      for (const status of Object.keys(endpoint.responses)) plan.response(endpoint, status, version)
      for (const { status, mediaType } of endpoint.mediaTypes ?? []) {
        if (status === undefined) plan.request(endpoint, version, mediaType)
        else plan.response(endpoint, status, version, mediaType)
      }
    }
  }
  if (verify === 'off') return
  const faults = [...checkTimeline(timeline, endpoints, plan), ...unreached]
  if (verify === 'boot' && faults.length > 0) {
    throw toError('TDM_TIMELINE_FAULTY', faults.map(({ message }) => `\n- ${message}`).join(''))
  }
  for (const { message, version, ...about } of faults) log.warn({ ...about, apiVersion: version }, message)
}
