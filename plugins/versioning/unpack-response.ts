import type { FastifyReply } from 'fastify'
import { isObject } from '../../lib/schema/subschemas.ts'

/**
 * Puts the status and the headers of a `Response` of the Fetch API on the reply, as Fastify does with one, and gives its
 * body. Fastify does so behind all hooks: a status could not be that of a version, and headers such as `Vary` would
 * replace what is added to them here.
 *
 * @returns any other payload as it is, and a `Response` that cannot be sent: Fastify has its own word on that
 */
export function unpackResponse(reply: FastifyReply, payload: unknown): unknown {
  if (!isFetchResponse(payload) || payload.bodyUsed || payload.status === failed) return payload
  reply.code(payload.status)
  for (const [name, value] of payload.headers) reply.header(name, value)
  return payload.body
}

/** An answer of the Fetch API, which Fastify sends by its status, its headers and its body. */
interface FetchResponse {
  readonly status: number
  readonly headers: Iterable<readonly [string, string]>
  readonly body: unknown
  readonly bodyUsed: boolean
}

/** The status of `Response.error()`. */
const failed = 0

/** Whether a payload is a `Response`, of whichever implementation: told as Fastify tells it. */
function isFetchResponse(payload: unknown): payload is FetchResponse {
  return isObject(payload) && Object.prototype.toString.call(payload) === '[object Response]'
}
