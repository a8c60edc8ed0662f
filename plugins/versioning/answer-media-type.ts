import type { FastifyReply, FastifyRequest } from 'fastify'

/** `onSend`: an answer in JSON is of the media type by which the client has asked for its version (RFC 9110 §12.5.1). */
export function answerMediaType(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: Error | null, payload: unknown) => void,
): void {
  const mediaType = request.apiVersion?.mediaType
  if (mediaType !== undefined) {
    const [essence = '', ...parameters] = String(reply.getHeader('content-type') ?? '').split(';')
    if (essence.trim().toLowerCase() === 'application/json') {
      void reply.header('content-type', [mediaType, ...parameters].join(';'))
    }
  }
  done(null, payload)
}
