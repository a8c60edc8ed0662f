import type { FastifyBaseLogger } from 'fastify'
import type { findUnmatched } from '../../lib/openapi/index-routes.ts'

/** Tells, once at boot, of operations that stay as they are in every document, though they seem to be of versioned routes. */
export function warnOfUnmatched(
  { operations, routes }: ReturnType<typeof findUnmatched>,
  log: FastifyBaseLogger,
): void {
  if (operations.length === 0) return
  log.warn(
    { operations, routes },
    `The document lacks ${routes.join(', ')}, and has ${operations.join(', ')}, which is no route that versioning knows and stays as it is in every version. Let the transform of @fastify/swagger leave paths as they are, or hide the routes (schema: { hide: true }).`,
  )
}
