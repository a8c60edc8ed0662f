import type { FastifyReply } from 'fastify'

/** A serialiser that writes what Fastify would by itself: by the status, its range, or the default. */
export function serialiseAsDeclared(reply: FastifyReply): (payload: unknown) => string {
  const status = String(reply.statusCode)
  const mediaType = String(reply.getHeader('content-type') ?? '')
    .split(';', 1)[0]
    ?.trim()
  for (const key of [status, `${status.charAt(0)}xx`, 'default']) {
    const declared: unknown = reply.getSerializationFunction(key)
    if (declared === undefined) continue
    // Where a status lists media types, each of them has a serialiser of its own.
    const found = isSerialiser(declared)
      ? declared
      : (reply.getSerializationFunction(key, mediaType) ?? reply.getSerializationFunction(key, '*/*'))
    return isSerialiser(found) ? found : JSON.stringify
  }
  return JSON.stringify
}

function isSerialiser(value: unknown): value is (payload: unknown) => string {
  return typeof value === 'function'
}
