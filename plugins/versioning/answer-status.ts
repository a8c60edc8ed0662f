import type { FastifyReply, FastifyRequest } from 'fastify'
import { isBodiless } from '../../lib/transform/bodiless-status.ts'
import type { AnswerPlan } from './answer-plan.ts'

/**
 * `onSend`: gives an old client the status of its own version. It is changed only now, when the body is written:
 * serialisers are found by the status that the handler has set.
 */
export function answerStatus(answersOf: (request: FastifyRequest) => AnswerPlan | undefined) {
  return function onSend(
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
    done: (error: Error | null, payload: unknown) => void,
  ): void {
    const { statusCode } = reply
    const old = answersOf(request)?.status(statusCode) ?? statusCode
    if (old === statusCode) {
      done(null, payload)
      return
    }
    reply.code(old)
    const isDropped = isBodiless(old) && (typeof payload === 'string' || Buffer.isBuffer(payload))
    if (isDropped) reply.removeHeader('content-type').removeHeader('content-length')
    done(null, isDropped ? undefined : payload)
  }
}
