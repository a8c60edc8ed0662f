import type { FastifyRequest } from 'fastify'
import { toCheckable, toCheckableBody, type Checkable } from '../../lib/schema/to-compilable.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { chooseMedia, toMediaType } from '../../lib/transform/choose-media.ts'
import type { ApiPlan, BodyPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { isCheckedLater } from './is-checked-later.ts'
import { memoise } from './memoise.ts'
import { listRequestParts, type PreparedPart, type PreparedParts } from './request-parts.ts'
import type { RouteVersion } from './route-plan.ts'

/** Finds what of a request is another thing in its version. */
export type FindParts = (request: FastifyRequest, version: Version, here: RouteVersion) => PreparedParts

/** Finds the parts of a request that are another thing in its version, by the media type of what is sent. */
export function prepareParts(plan: () => ApiPlan): FindParts {
  // The same object each time: Fastify keeps what it has compiled by the schema's identity.
  const toFastify = memoise(({ schema }: BodyPlan) => toCheckable(schema))
  const toFastifyBody = memoise(({ schema }: BodyPlan): Checkable => toCheckableBody(schema))
  const known = memoise<Endpoint, (version: Version) => Map<unknown, readonly PreparedPart[]>>(() =>
    memoise(() => new Map()),
  )

  return (request, version, { parts, plan: { endpoint, last } }) => {
    const contentType = request.headers['content-type']
    const common = parts.get(contentType)
    if (common !== undefined) return common
    const mediaType = toMediaType(contentType)
    // What clients send is no key: only what it is taken for.
    const isFrequent = contentType === undefined || contentType === 'application/json'
    const choice = isFrequent ? contentType : chooseMedia(endpoint, undefined, mediaType)
    // All addresses of an endpoint share them.
    const ofEndpoint = known(endpoint)(version)
    const found =
      ofEndpoint.get(choice) ??
      listRequestParts(plan(), endpoint, version, mediaType).map((one) => ({
        ...one,
        ...(one.part === 'body' && !/form/i.test(mediaType)
          ? toFastifyBody(one.body)
          : { schema: toFastify(one.body) }),
      }))
    ofEndpoint.set(choice, found)
    if (!isFrequent) return { parts: found, areCheckedLater: false }
    const prepared = { parts: found, areCheckedLater: isCheckedLater(request, found, last) }
    parts.set(contentType, prepared)
    return prepared
  }
}
