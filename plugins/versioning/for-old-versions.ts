import type { FastifyReply, FastifyRequest } from 'fastify'
import { unpackResponse } from './unpack-response.ts'

/** A hook that may put another payload in the place of the one it is given: `preSerialization` or `onSend`. */
export type PayloadHook = (
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: Error | null, payload: unknown) => void,
) => void

/** What some answers of old versions pass on their way out. */
export interface Detour {
  /** Whether an answer is one of them. */
  isFor(reply: FastifyReply, payload: unknown): boolean
  readonly take: PayloadHook
}

/** What is done to answers when they go out. */
export interface SendStages {
  /** No answer has more than one of them. */
  readonly detours: readonly Detour[]
  /** What all answers of old versions pass behind that; gives what is sent. */
  readonly answerOld: (request: FastifyRequest, reply: FastifyReply, payload: unknown) => unknown
  /** What every answer passes, with all that others have made of it. */
  readonly answer: (request: FastifyRequest, reply: FastifyReply) => void
}

/** An `onSend` hook that is several, of which answers in the current version do not pass but the last. */
export function forOldVersions({ detours, answerOld, answer }: SendStages): PayloadHook {
  const finish: PayloadHook = (request, reply, payload, done) => {
    const sent = answerOld(request, reply, payload)
    answer(request, reply)
    done(null, sent)
  }

  // Apart from the rest, which makes no closure thereby.
  const take: (detour: Detour, ...args: Parameters<PayloadHook>) => void = (
    detour,
    request,
    reply,
    payload,
    done,
  ) => {
    detour.take(request, reply, payload, (error, sent) => {
      if (error === null) finish(request, reply, sent, done)
      else done(error, sent)
    })
  }

  return function onSend(request, reply, given, done): void {
    const { apiVersion } = request
    const payload = apiVersion === null || typeof given === 'string' ? given : unpackResponse(reply, given)
    if (apiVersion === null || apiVersion.version.index === 0) {
      answer(request, reply)
      done(null, payload)
      return
    }
    for (const detour of detours) {
      if (!detour.isFor(reply, payload)) continue
      take(detour, request, reply, payload, done)
      return
    }
    finish(request, reply, payload, done)
  }
}
