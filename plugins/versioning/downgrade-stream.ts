import type { FastifyReply, FastifyRequest } from 'fastify'
import { toMediaType } from '../../lib/transform/choose-media.ts'
import { convertStream } from '../../lib/transform/convert-stream.ts'
import type { Convert } from '../../lib/transform/expression.ts'
import { publishStage, stages } from './channels.ts'
import { findItemType } from './find-item-type.ts'
import type { AnswerPlan } from './answer-plan.ts'
import type { Detour } from './for-old-versions.ts'
import { isFetchResponse, readStream, type FetchResponse } from './read-stream.ts'
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
    const read = readHeaders(reply, payload)
    const status = isFetchResponse(payload) ? payload.status : reply.statusCode
    const itemType = findItemType(endpoint, status, toMediaType(read('content-type')))
    // What is compressed already cannot be read.
    if (itemType === undefined || (read('content-encoding') ?? 'identity') !== 'identity') return undefined
    const { convert, waits = false } = answers(status).body(itemType) ?? {}
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
      if (isFetchResponse(payload)) takeOver(reply, payload)
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

/** Reads the headers that an answer is sent with: a `Response` has its own, which win. */
function readHeaders(reply: FastifyReply, payload: object): (name: string) => unknown {
  return (name) => (isFetchResponse(payload) ? payload.headers.get(name) : undefined) ?? reply.getHeader(name)
}

/** Puts the status and the headers of a `Response` on the reply, as Fastify does with one. */
function takeOver(reply: FastifyReply, { status, headers }: FetchResponse): void {
  reply.code(status)
  for (const [name, value] of headers) reply.header(name, value)
}
