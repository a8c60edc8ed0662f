import type { FastifyRequest } from 'fastify'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import type { Convert } from '../../lib/transform/expression.ts'
import type { ApiPlan, BodyPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import type { RequestPart } from './check-with-zod.ts'

/** One part of a request that an old version has in another form. */
export interface RequestPartPlan {
  readonly part: RequestPart
  readonly body: BodyPlan
  readonly convert: Convert
}

/** The parts of an endpoint's requests that have to be upgraded, in the order in which Fastify validates them. */
export function listRequestParts(
  plan: ApiPlan,
  endpoint: Endpoint,
  version: Version,
): readonly RequestPartPlan[] {
  const plans: readonly (readonly [RequestPart, BodyPlan | undefined])[] = [
    ['params', plan.parameters(endpoint, 'path', version)],
    ['body', plan.request(endpoint, version)],
    ['querystring', plan.parameters(endpoint, 'query', version)],
    ['headers', plan.parameters(endpoint, 'headers', version)],
  ]
  return plans.flatMap(([part, body]) =>
    body?.convert === undefined ? [] : [{ part, body, convert: body.convert }],
  )
}

/** A part of a request. */
export function readPart(request: FastifyRequest, part: RequestPart): unknown {
  return request[part === 'querystring' ? 'query' : part]
}

/** Puts another value in the place of a part of a request. */
export function writePart(request: FastifyRequest, part: RequestPart, value: unknown): void {
  if (part === 'headers') writeHeaders(request, value)
  else request[part === 'querystring' ? 'query' : part] = value
}

/** Fastify reads headers from the message itself, and lays what is assigned over them: old names would stay. */
function writeHeaders(request: FastifyRequest, value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const { headers } = request.raw
  for (const name of Object.keys(headers)) if (!(name in value)) Reflect.deleteProperty(headers, name)
  Object.assign(headers, value)
  // A hook may have laid other headers over those of the message.
  if (request.headers !== headers) Object.assign(request, { headers: value })
}
