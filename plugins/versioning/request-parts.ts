import type { FastifyRequest } from 'fastify'
import type { Checkable } from '../../lib/schema/to-compilable.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { isSequential } from '../../lib/transform/convert-stream.ts'
import type { Convert } from '../../lib/transform/expression.ts'
import type { ApiPlan, BodyPlan, Endpoint, Moment } from '../../lib/transform/plan-endpoint.ts'
import type { RequestPart } from './format-errors.ts'

/** One part of a request that an old version has in another form. */
export interface RequestPartPlan {
  readonly part: RequestPart
  readonly body: BodyPlan
  readonly convert: Convert
}

/** A part with the schema that a client's own is checked with, as Fastify compiles it. */
export interface PreparedPart extends RequestPartPlan, Checkable {}

/** The parts of a request, as they are checked. */
export interface PreparedParts {
  readonly parts: readonly PreparedPart[]
  /** Whether it is left to Fastify to check them, when they are current. */
  readonly areCheckedLater: boolean
}

/** A part of a request that was made current, and what the client has sent in its place. */
export interface UpgradedPart extends RequestPartPlan {
  readonly original: unknown
  /** The client's own schema, where what it has sent was not checked with that. */
  readonly unchecked: PreparedPart['schema'] | undefined
}

/** The parts of an endpoint's requests that are another thing in an old version, in the order in which Fastify validates them. */
export function listRequestParts(
  plan: ApiPlan,
  endpoint: Endpoint,
  version: Version,
  mediaType: string,
): readonly RequestPartPlan[] {
  const old = listPlans(plan, endpoint, version, mediaType)
  const current = new Map(listPlans(plan, endpoint, 0, mediaType))
  // Versions in which a part is the same share its plan. One that is only checked in another way passes as it is.
  return old.flatMap(([part, body]) =>
    body === undefined || body === current.get(part)
      ? []
      : [{ part, body, convert: body.convert ?? ((value) => value) }],
  )
}

function listPlans(
  plan: ApiPlan,
  endpoint: Endpoint,
  moment: Moment,
  mediaType: string,
): readonly (readonly [RequestPart, BodyPlan | undefined])[] {
  return [
    ['params', plan.parameters(endpoint, 'path', moment)],
    // A stream is not one value: its items are converted one by one.
    ['body', isSequential(mediaType) ? undefined : plan.request(endpoint, moment, mediaType)],
    ['querystring', plan.parameters(endpoint, 'query', moment)],
    ['headers', plan.parameters(endpoint, 'headers', moment)],
  ]
}

/** Where a request holds one of its parts. */
export function toProperty(part: RequestPart): 'body' | 'query' | 'params' | 'headers' {
  return part === 'querystring' ? 'query' : part
}

/** A part of a request. */
export function readPart(request: FastifyRequest, part: RequestPart): unknown {
  return request[toProperty(part)]
}

/** Puts another value in the place of a part of a request. */
export function writePart(request: FastifyRequest, part: RequestPart, value: unknown): void {
  if (part === 'headers') writeHeaders(request, value)
  else if (part === 'querystring') request.query = value
  else request[part] = value
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
