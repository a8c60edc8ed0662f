import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { toMediaType } from '../../lib/transform/choose-media.ts'
import type { ErrorPlan } from '../../lib/transform/plan-error.ts'
import type { ApiPlan, BodyPlan } from '../../lib/transform/plan-endpoint.ts'
import { readRawHeader, readSetHeaders } from '../read-headers.ts'
import { memoise } from './memoise.ts'
import type { AnswerPlan } from './answer-plan.ts'

/** What a body is in an old version. */
export type OldBody = BodyPlan | ErrorPlan

/** Finds what the body of an answer is in the client's version; `undefined` where it passes as it is. */
export type FindOldBody = (request: FastifyRequest, reply: FastifyReply) => OldBody | undefined

/** Reads what is to become of an answer's body off its status: an error of the API, or what the endpoint declares. */
export function findOldBody(
  plan: () => ApiPlan,
  answersOf: (request: FastifyRequest) => AnswerPlan | undefined,
): FindOldBody {
  const errorOf = memoise((version: Version) => plan().error(version))

  return (request, reply) => {
    const version = request.apiVersion?.version
    if (version === undefined || version.index === 0) return undefined
    const { statusCode } = reply
    const error = statusCode >= 400 ? errorOf(version) : undefined
    if (error !== undefined) return error
    const answer = answersOf(request)?.(statusCode)
    // What is not sent is not made either: a loader that fails would spoil the answer.
    if (answer?.hasBody !== true) return undefined
    const held = readSetHeaders(reply)?.['content-type'] ?? readRawHeader(reply, 'content-type')
    return answer.body(toMediaType(held))
  }
}
