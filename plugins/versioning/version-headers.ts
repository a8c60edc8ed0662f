import type { FastifyReply, FastifyRequest } from 'fastify'
import { exposeHeaders } from '../expose-headers.ts'
import { setHeader } from '../read-headers.ts'
import { addVary } from './add-vary.ts'
import type { ResolvedOptions } from './options.ts'

/** Every answer names the version that gave it, and the headers that could have chosen another. */
export function versionHeaders(options: ResolvedOptions) {
  const { responseHeader, sources } = options
  const vary = addVary(sources)
  const expose = exposeHeaders([responseHeader])

  return (request: FastifyRequest, reply: FastifyReply): void => {
    const { apiVersion } = request
    if (apiVersion === null) return
    setHeader(reply, responseHeader, apiVersion.name)
    expose(reply)
    // A URL that names the version is a resource of its own for each version: no header chooses there.
    if (apiVersion.source?.inUrl === true) return
    vary(reply)
    if (isCachedUnasked(reply.statusCode) && !reply.hasHeader('cache-control')) {
      reply.header('cache-control', 'no-store')
    }
  }
}

/**
 * Caches may keep these answers without being told to (RFC 9110 §15.1), and some look at the URL alone: what is
 * missing in one version would be missing in all.
 */
function isCachedUnasked(status: number): boolean {
  return status === 300 || status === 404 || status === 410
}
