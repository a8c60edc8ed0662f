import type { FastifyReply, FastifyRequest } from 'fastify'
import { isObject } from '../../lib/schema/subschemas.ts'
import { isZodSchema } from '../../lib/schema/to-json-schema.ts'
import { chooseStatus } from './choose-status.ts'
import { serialiseAsDeclared } from './serialise-as-declared.ts'

/**
 * What a current client would get, as a value. Where the service has a serialiser of its own that takes zod, only that
 * one knows: what it writes is read again, to be downgraded.
 */
export function toWireValue(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const declared = request.routeOptions.schema?.response
  if (!isObject(declared) || !holdsZod(declared, reply.statusCode)) return payload
  return JSON.parse(serialiseAsDeclared(reply)(payload)) as unknown
}

function holdsZod(declared: Readonly<Record<string, unknown>>, code: number): boolean {
  const status = chooseStatus(Object.keys(declared), code)
  const held = status === undefined ? undefined : declared[status]
  if (isZodSchema(held)) return true
  return (
    isObject(held) &&
    isObject(held.content) &&
    Object.values(held.content).some((media) => isObject(media) && isZodSchema(media.schema))
  )
}
