import type { FastifyBaseLogger } from 'fastify'
import type { Unsaid } from '../../lib/openapi/to-dialect.ts'

/** Tells, once at boot, what documents of OpenAPI 3.0 can only say as `x-<keyword>`, and where. */
export function warnOfUnsaid(unsaid: readonly Unsaid[], log: FastifyBaseLogger): void {
  if (unsaid.length === 0) return
  const keywords = [...new Set(unsaid.map(({ keyword }) => keyword))].sort()
  log.warn(
    { places: unsaid },
    `OpenAPI 3.0 has no words for ${keywords.join(', ')}: documents have them as x-${keywords[0] ?? ''} and so on, and accept more than the service does. OpenAPI 3.1 has the words.`,
  )
}
