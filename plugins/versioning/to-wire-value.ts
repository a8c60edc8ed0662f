import type { FastifyReply, FastifyRequest } from 'fastify'
import { isObject } from '../../lib/schema/subschemas.ts'
import { isZodSchema } from '../../lib/schema/to-json-schema.ts'
import { chooseStatus } from './choose-status.ts'
import { findRoutePlan } from './find-route-plan.ts'
import type { RoutePlan } from './route-plan.ts'
import { serialiseAsDeclared } from './serialise-as-declared.ts'

/**
 * What a current client would get, as a value. Where the service has a serialiser of its own that takes zod, only that
 * one knows: what it writes is read again, to be downgraded.
 */
export function toWireValue(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const plan = findRoutePlan(request)
  if (plan === undefined) return payload
  const known = zodStatuses.get(plan)
  const isOfZod = known === undefined ? readStatuses(request, plan) : known
  return isOfZod?.(reply.statusCode) === true
    ? (JSON.parse(serialiseAsDeclared(reply)(payload)) as unknown)
    : payload
}

/** Of each route that answers anything in zod, which statuses; `null` for all others. */
const zodStatuses = new WeakMap<RoutePlan, ((code: number) => boolean) | null>()

function readStatuses(request: FastifyRequest, plan: RoutePlan): ((code: number) => boolean) | null {
  const declared = request.routeOptions.schema?.response
  const statuses = isObject(declared) ? Object.entries(declared) : []
  const zod = new Set(statuses.flatMap(([status, held]) => (holdsZod(held) ? [status] : [])))
  const all = statuses.map(([status]) => status)
  const isOfZod = zod.size === 0 ? null : (code: number) => zod.has(chooseStatus(all, code) ?? '')
  zodStatuses.set(plan, isOfZod)
  return isOfZod
}

function holdsZod(held: unknown): boolean {
  if (isZodSchema(held)) return true
  return (
    isObject(held) &&
    isObject(held.content) &&
    Object.values(held.content).some((media) => isObject(media) && isZodSchema(media.schema))
  )
}
