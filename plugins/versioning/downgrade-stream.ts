import type { FastifyReply, FastifyRequest } from 'fastify'
import { toMediaType } from '../../lib/transform/choose-media.ts'
import { convertStream } from '../../lib/transform/convert-stream.ts'
import type { Convert } from '../../lib/transform/expression.ts'
import { publishStage, stages } from './channels.ts'
import { findItemType } from './find-item-type.ts'
import type { AnswerPlan } from './answer-plan.ts'
import type { Detour } from './for-old-versions.ts'
import { readStream } from './read-stream.ts'
import { findRoutePlan } from './find-route-plan.ts'
import { transformItems } from './transform-items.ts'

/**
 * `onSend`: gives an old client each item of a stream in the form of its own version, as it passes. A stream is one of
 * items where the route declares its media type, and its schema that of one item; any other passes untouched.
 */
export function downgradeStream(answersOf: (request: FastifyRequest) => AnswerPlan | undefined): Detour {
  const find = (request: FastifyRequest, reply: FastifyReply, payload: object): Items | undefined => {
    const endpoint = findRoutePlan(request)?.endpoint
    const answers = answersOf(request)
    if (endpoint === undefined || answers === undefined) return undefined
    const { statusCode } = reply
    const itemType = findItemType(endpoint, statusCode, toMediaType(reply.getHeader('content-type')))
    // What is compressed already cannot be read.
    if (itemType === undefined || (reply.getHeader('content-encoding') ?? 'identity') !== 'identity')
      return undefined
    const { convert, waits = false } = answers(statusCode).body(itemType) ?? {}
    const source = convert === undefined ? undefined : readStream(payload)
    return source === undefined || convert === undefined ? undefined : { source, itemType, convert, waits }
  }

  return {
    isFor: (_reply, payload) => typeof payload === 'object' && payload !== null,
    take: (request, reply, payload, done) => {
      const found =
        typeof payload === 'object' && payload !== null ? find(request, reply, payload) : undefined
      if (found === undefined) {
        done(null, payload)
        return
      }
      const { source, itemType, convert, waits } = found
      // Its items have other lengths now.
      reply.removeHeader('content-length')
      publishStage(stages.downgradeResponse, request, reply)
      const conversion = convertStream(itemType, { convert, waits, context: request })
      // What answers HEAD throws a stream away.
      done(null, request.method === 'HEAD' ? source : transformItems(source, conversion))
    },
  }
}

/** A stream whose items have another form in the client's version. */
interface Items {
  readonly source: NodeJS.ReadableStream
  readonly itemType: string
  readonly convert: Convert
  readonly waits: boolean
}
