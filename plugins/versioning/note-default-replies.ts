import type { FastifyReply, FastifyRequest } from 'fastify'
import { stateOf } from './request-state.ts'

/** Tells which errors Fastify has answered itself. */
export interface DefaultReplies {
  /** `onError`: from here on, the answer is Fastify's own unless somebody sends another. */
  readonly noteError: (request: FastifyRequest, reply: FastifyReply, error: Error, done: () => void) => void
  /** Whether the answer was made by Fastify's default handler of errors. */
  readonly isDefault: (reply: FastifyReply) => boolean
}

/**
 * Fastify's default handler of errors passes no hook that sees its answer as an object. It is known by this: there was an
 * error, and nothing but an error was sent after it. A handler of the service's own sends something, be it a text.
 */
export function noteDefaultReplies(): DefaultReplies {
  return {
    noteError: (request, reply, _error, done) => {
      if (request.apiVersion !== null && request.apiVersion.version.index > 0) {
        const state = stateOf(request)
        state.isDefaultReply = true
        const send = reply.send.bind(reply)
        reply.send = (...args) => {
          state.isDefaultReply = args[0] instanceof Error
          return send(...args)
        }
      }
      done()
    },
    isDefault: ({ request }) => stateOf(request).isDefaultReply,
  }
}
