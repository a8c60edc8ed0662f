import type { FastifyReply, FastifyRequest } from 'fastify'
import { convertStream } from '../../lib/transform/convert-stream.ts'
import type { Convert } from '../../lib/transform/expression.ts'
import { publishStage } from './channels.ts'
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

  const find = (request: FastifyRequest, reply: FastifyReply, payload: object): Items | undefined => {
    const status = isFetchResponse(payload) ? payload.status : reply.statusCode
    const { convert, waits = false } = answersOf(request)?.body(status) ?? {}
    const itemType = convert === undefined ? undefined : itemTypeOf(request, status)
    if (convert === undefined || itemType === undefined) return undefined
    const source = isSentAs(itemType, reply, payload) ? readStream(payload) : undefined
    return source === undefined ? undefined : { source, itemType, convert, waits }
  }

  return function onSend(
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
    done: (error: Error | null, payload: unknown) => void,
  ): void {
    // Nearly every payload is a text by now: nothing more is asked of one.
    const found = typeof payload === 'object' && payload !== null ? find(request, reply, payload) : undefined
    if (found === undefined) {
      done(null, payload)
      return
    }
    const { source, itemType, convert, waits } = found
    if (isFetchResponse(payload)) takeOver(reply, payload)
    // Its items have other lengths now.
    reply.removeHeader('content-length')
    publishStage('downgrade-response', request, reply)
    const conversion = convertStream(itemType, { convert, waits, context: request })
    // What answers HEAD throws a stream away.
    done(null, request.method === 'HEAD' ? source : transformItems(source, conversion))
  }
}

/** A stream whose items have another form in the client's version. */
interface Items {
  readonly source: NodeJS.ReadableStream
  readonly itemType: string
  readonly convert: Convert
  readonly waits: boolean
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
