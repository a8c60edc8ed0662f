import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Text that is sent as it is, with the tag that names these bytes. */
export interface TaggedText {
  readonly type: string
  readonly text: string
  /** As `ETag` has it, quotes included. */
  readonly tag: string
}

/** Text with a tag that is the same for the same bytes, whichever instance of a service sends them. */
export function tagText(type: string, text: string): TaggedText {
  return { type, text, tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"` }
}

/**
 * Sends text, or 304 to a client that has it already (RFC 9110 §13.1.2).
 *
 * @param caching what `Cache-Control` says; by default a cache asks each time whether it still has the right text
 */
export function sendText(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, text, tag }: TaggedText,
  caching = 'no-cache',
): FastifyReply {
  reply.header('etag', tag).header('cache-control', caching).header('x-content-type-options', 'nosniff')
  const asked = request.headers['if-none-match'] ?? ''
  const tags = asked.split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (tags.includes(tag) || tags.includes('*')) return reply.code(304).send()
  return reply.type(type).send(text)
}
