import type { FastifyReply, FastifyRequest } from 'fastify'

/** An `onSend` hook. */
export type SendHook = (
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: Error | null, payload: unknown) => void,
) => void

/** The same hooks as one, one after the other, which answers in the current version do not pass. */
export function forOldVersions(hooks: readonly SendHook[]): SendHook {
  const run = (
    at: number,
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
    done: Parameters<SendHook>[3],
  ): void => {
    const hook = hooks[at]
    if (hook === undefined) {
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
    if (apiVersion === null || apiVersion.version.index === 0) done(null, payload)
    else run(0, request, reply, payload, done)
  }
}
