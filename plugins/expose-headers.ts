import type { FastifyReply } from 'fastify'
import { addToList } from './add-to-list.ts'
import { readRawHeader, readSetHeaders } from './read-headers.ts'

/**
 * Lets a page of another origin read headers of ours, where the service lets it read the answer at all: browsers
 * hide all but a few (Fetch standard, CORS-safelisted response-header names).
 */
export function exposeHeaders(names: readonly string[]): (reply: FastifyReply) => void {
  const add = addToList('access-control-expose-headers', names)
  return (reply) => {
    const origin =
      readSetHeaders(reply)?.['access-control-allow-origin'] ??
      readRawHeader(reply, 'access-control-allow-origin')
    if (origin !== undefined) add(reply)
  }
}
