/** What was thrown as an `Error`, which is what Fastify's hooks take: it may be anything. */
export function toThrown(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
