import type { FastifyReply } from 'fastify'
import { addToList } from './add-to-list.ts'

/**
 * Lets a page of another origin read headers of ours, where the service lets it read the answer at all: browsers
 * hide all but a few (Fetch standard, CORS-safelisted response-header names).
 */
export function exposeHeaders(reply: FastifyReply, names: readonly string[]): void {
  if (reply.hasHeader('access-control-allow-origin')) addToList(reply, 'access-control-expose-headers', names)
}
