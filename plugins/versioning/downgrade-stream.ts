import type { FastifyReply, FastifyRequest } from 'fastify'
import { convertStream } from '../../lib/transform/convert-stream.ts'
import { findItemType } from './find-item-type.ts'
import type { AnswerPlan } from './plan-answers.ts'
import { readContentType } from './read-content-type.ts'
import { isFetchResponse, readStream, type FetchResponse } from './read-stream.ts'
import { transformItems } from './transform-items.ts'

/**
 * `onSend`: gives an old client each item of a stream in the form of its own version, as it passes. A stream is one of
 * items where the route declares its media type, and its schema that of one item; any other passes untouched.
 */
export function downgradeStream(answersOf: (request: FastifyRequest) => AnswerPlan | undefined) {
  const itemTypeOf = findItemType()

  return function onSend(
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
    done: (error: Error | null, payload: unknown) => void,
  ): void {
    const isCandidate = typeof payload === 'object' && payload !== null && !Buffer.isBuffer(payload)
    const status = isFetchResponse(payload) ? payload.status : reply.statusCode
    const body = isCandidate ? answersOf(request)?.body(status) : undefined
    const itemType = body?.convert === undefined ? undefined : itemTypeOf(request, status)
    const isDeclared = itemType !== undefined && isSentAs(itemType, reply, payload)
    const source = isDeclared ? readStream(payload) : undefined
    if (body?.convert === undefined || itemType === undefined || source === undefined) {
      done(null, payload)
      return
    }
    if (isFetchResponse(payload)) takeOver(reply, payload)
    // Its items have other lengths now.
    reply.removeHeader('content-length')
    const { convert, waits } = body
    const conversion = convertStream(itemType, { convert, waits, context: request })
    // What answers HEAD throws a stream away.
    done(null, request.method === 'HEAD' ? source : transformItems(source, conversion))
  }
}

/** Whether a payload is sent as the media type that is declared. What is compressed already cannot be read. */
function isSentAs(itemType: string, reply: FastifyReply, payload: unknown): boolean {
  const read = (name: string): unknown =>
    (isFetchResponse(payload) ? payload.headers.get(name) : undefined) ?? reply.getHeader(name)
  const encoding = read('content-encoding')
  if (encoding !== undefined && encoding !== 'identity') return false
  return (readContentType(read('content-type')) ?? itemType) === itemType
}

/** Puts the status and the headers of a `Response` on the reply, as Fastify does with one. */
function takeOver(reply: FastifyReply, { status, headers }: FetchResponse): void {
  reply.code(status)
  for (const [name, value] of headers) reply.header(name, value)
}
