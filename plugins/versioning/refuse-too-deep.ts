import type { FastifyReply, FastifyRequest } from 'fastify'
import { toError } from '../../lib/errors.ts'
import { isTooDeep } from '../../lib/problems/is-too-deep.ts'

/** A hook that has read the body, or tried to. */
type BodyHook = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void

/** The same hook; a body that is too deep for the stack is the client's fault, and not the server's. */
export function refuseTooDeep(hook: BodyHook): BodyHook {
  return function refusing(request, reply, done) {
    // Bodies of the current version are not read here.
    if (request.apiVersion === null || request.apiVersion.version.index === 0) {
      done()
      return
    }
    const state = { isDone: false }
    const finish = (error?: Error): void => {
      state.isDone = true
      done(error === undefined ? undefined : toRefusal(error, request))
    }
    try {
      hook(request, reply, finish)
    } catch (thrown) {
      // What comes after the hook runs inside of it, and is no concern of it.
      if (state.isDone || !(thrown instanceof Error)) throw thrown
      finish(thrown)
    }
  }
}

/** The same of a promise that was broken. */
export function rethrow(thrown: unknown, request: FastifyRequest): never {
  throw thrown instanceof Error ? toRefusal(thrown, request) : thrown
}

function toRefusal(error: Error, { body }: FastifyRequest): Error {
  return isTooDeep(error, body) ? toError('TDM_BODY_DEPTH') : error
}
