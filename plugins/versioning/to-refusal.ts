import type { FastifyRequest } from 'fastify'
import { toError } from '../../lib/errors.ts'
import { isTooDeep } from '../../lib/problems/is-too-deep.ts'

/** What to answer where reading a body has failed: one that is too deep for the stack is the client's fault. */
export function toRefusal(error: Error, { body }: FastifyRequest): Error {
  return isTooDeep(error, body) ? toError('TDM_BODY_DEPTH') : error
}

/** Throws what was thrown, or in its place what to answer. */
export function rethrow(thrown: unknown, request: FastifyRequest): never {
  throw thrown instanceof Error ? toRefusal(thrown, request) : thrown
}
