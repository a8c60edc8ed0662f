import type { FastifyReply, FastifyRequest } from 'fastify'
import { isBodiless } from '../../lib/transform/bodiless-status.ts'
import type { AnswerPlan } from './answer-plan.ts'

/**
 * `onSend`: gives an old client the status of its own version, and answers what is sent. The status is changed only now,
 * when the body is written: serialisers are found by the one that the handler has set.
 */
export function answerStatus(
  answersOf: (request: FastifyRequest) => AnswerPlan | undefined,
): (request: FastifyRequest, reply: FastifyReply, payload: unknown) => unknown {
  return (request, reply, payload) => {
    const { statusCode } = reply
    const old = answersOf(request)?.(statusCode).status ?? statusCode
    if (old === statusCode) return payload
    reply.code(old)
    if (!isBodiless(old) || !(typeof payload === 'string' || Buffer.isBuffer(payload))) return payload
    reply.removeHeader('content-type').removeHeader('content-length')
    return undefined
  }
}
