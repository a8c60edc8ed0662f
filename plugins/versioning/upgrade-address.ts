import type { FastifyRequest } from 'fastify'
import { toCheckable } from '../../lib/schema/to-compilable.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import type { BodyPlan } from '../../lib/transform/plan-endpoint.ts'
import type { Tidemark } from './augment.ts'
import { findRoutePlan } from './find-route-plan.ts'
import { memoise } from './memoise.ts'
import { listRequestParts, readPart, writePart } from './request-parts.ts'
import { stateOf } from './request-state.ts'
import { validatePart } from './validate-part.ts'

/**
 * Makes the path and the query of a request current, of which its links are made: one that is refused in `onRequest` does
 * not come to where versioning does so. What is not valid in the client's own version, or would have to wait for a loader,
 * is left as it was sent, and then there are no links.
 */
export function upgradeAddress(tidemark: Tidemark): (request: FastifyRequest, version: Version) => void {
  // The same object each time: Fastify keeps what it has compiled by the schema's identity.
  const toFastify = memoise(({ schema }: BodyPlan) => toCheckable(schema))

  return (request, version) => {
    const route = findRoutePlan(request)
    if (route === undefined) return
    const parts = listRequestParts(tidemark.plan(), route.endpoint, version, '').filter(
      ({ part }) => part === 'params' || part === 'querystring',
    )
    if (parts.some(({ body }) => body.waits)) return
    try {
      if (
        parts.some(({ part, body }) => validatePart(request, part, { schema: toFastify(body) }) !== undefined)
      )
        return
      const converted = parts.map(({ part, convert }) => convert(readPart(request, part)))
      for (const [index, { part }] of parts.entries()) writePart(request, part, converted[index])
    } catch {
      // A link is an offer: an answer does not fail for it.
      return
    }
    const state = stateOf(request)
    state.sentParams = request.params
    state.sentQuery = request.query
    state.isUpgraded = true
  }
}
