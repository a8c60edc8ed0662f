import type { FastifyReply } from 'fastify'
import { toMediaType } from '../../lib/transform/choose-media.ts'
import { listCandidates } from './choose-status.ts'

/** A serialiser that writes what Fastify would by itself: by the status, its range, or the default. */
export function serialiseAsDeclared(reply: FastifyReply): (payload: unknown) => string {
  const mediaType = toMediaType(reply.getHeader('content-type'))
  for (const key of listCandidates(reply.statusCode)) {
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
