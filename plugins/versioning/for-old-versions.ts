import type { FastifyReply, FastifyRequest } from 'fastify'

/** A hook that may put another payload in the place of the one it is given: `preSerialization` or `onSend`. */
export type PayloadHook = (
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: Error | null, payload: unknown) => void,
) => void

/**
 * An `onSend` hook that is several, one after the other, of which answers in the current version do not pass but the
 * last.
 *
 * @param forAll what is done to every answer that goes out, with all that others have made of it
 */
export function forOldVersions(
  hooks: readonly PayloadHook[],
  forAll: (request: FastifyRequest, reply: FastifyReply) => void,
): PayloadHook {
  const run = (
    at: number,
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
    done: Parameters<PayloadHook>[3],
  ): void => {
    const hook = hooks[at]
    if (hook === undefined) {
      forAll(request, reply)
      done(null, payload)
      return
    }
    hook(request, reply, payload, (error, sent) => {
      if (error === null) run(at + 1, request, reply, sent, done)
      else done(error, sent)
    })
  }

  return function onSend(request, reply, payload, done): void {
    const { apiVersion } = request
    if (apiVersion !== null && apiVersion.version.index > 0) {
      run(0, request, reply, payload, done)
      return
    }
    forAll(request, reply)
    done(null, payload)
  }
}
