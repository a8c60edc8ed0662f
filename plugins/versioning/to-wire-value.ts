import type { FastifyReply, FastifyRequest } from 'fastify'
import { isObject } from '../../lib/schema/subschemas.ts'
import { isZodSchema } from '../../lib/schema/to-json-schema.ts'
import { chooseStatus } from './choose-status.ts'
import { hereOf } from './request-state.ts'
import type { RouteVersion } from './route-plan.ts'
import { serialiseAsDeclared } from './serialise-as-declared.ts'

/**
 * What a current client would get, as a value. Where the service has a serialiser of its own that takes zod, only that
 * one knows: what it writes is read again, to be downgraded.
 */
export function toWireValue(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const here = hereOf(request)
  if (here === undefined) return payload
  const isOfZod = here.isOfZod === undefined ? (here.isOfZod = readStatuses(request)) : here.isOfZod
  return isOfZod?.(reply.statusCode) === true
    ? (JSON.parse(serialiseAsDeclared(reply)(payload)) as unknown)
    : payload
}

/** Of a route that answers anything in zod, which statuses; `null` for all others. */
function readStatuses(request: FastifyRequest): Exclude<RouteVersion['isOfZod'], undefined> {
  const declared = request.routeOptions.schema?.response
  const statuses = isObject(declared) ? Object.entries(declared) : []
  const zod = new Set(statuses.flatMap(([status, held]) => (holdsZod(held) ? [status] : [])))
  const all = statuses.map(([status]) => status)
  return zod.size === 0 ? null : (code) => zod.has(chooseStatus(all, code) ?? '')
}

function holdsZod(held: unknown): boolean {
  if (isZodSchema(held)) return true
  return (
    isObject(held) &&
    isObject(held.content) &&
    Object.values(held.content).some((media) => isObject(media) && isZodSchema(media.schema))
  )
}
