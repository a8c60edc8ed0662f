import type { FastifyReply, FastifyRequest } from 'fastify'
import { convertLoading } from '../../lib/transform/load-session.ts'
import { publishStage, stages } from './channels.ts'
import { compileSerialiser } from './compile-serialiser.ts'
import type { FindOldBody, OldBody } from './find-old-body.ts'
import { undowngraded } from './downgrade-response.ts'
import type { DefaultReplies } from './note-default-replies.ts'
import type { Detour } from './for-old-versions.ts'
import { setSerialiser } from './has-own-serialiser.ts'
import type { TellMisfit } from './tell-misfit.ts'
import { toFastifySchema } from './to-fastify-schema.ts'
import { toThrown } from './to-thrown.ts'

/**
 * `onSend`: gives an old client the errors that Fastify answers itself in the form of its own version. They are texts
 * when a hook first sees them; no text that the service has sent is touched.
 */
export function downgradeError(
  findBody: FindOldBody,
  { isDefault }: DefaultReplies,
  tell: TellMisfit,
): Detour {
  return {
    isFor: (reply, payload) => typeof payload === 'string' && isDefault(reply),
    take: (request, reply, payload, done) => {
      const body = findBody(request, reply)
      if (typeof payload !== 'string' || body?.convert === undefined) {
        done(null, payload)
        return
      }
      toOldText(request, reply, body, payload)
        .then((old) => {
          if (old === undefined) tell(request, reply)
          else if (old !== payload) publishStage(stages.downgradeResponse, request, reply)
          done(null, old ?? payload)
        })
        // What a hook behind this one throws is an error of the answer, as it is behind Fastify's own.
        .catch((error: unknown) => {
          done(toThrown(error), payload)
        })
    },
  }
}

/** The text of an error in an old version; `undefined` where it is not of the shape that is converted. */
async function toOldText(
  request: FastifyRequest,
  reply: FastifyReply,
  body: OldBody,
  text: string,
): Promise<string | undefined> {
  const { convert, waits } = body
  if (convert === undefined) return undefined
  try {
    const error: unknown = JSON.parse(text)
    const old = waits ? await convertLoading(convert, error, request) : convert(error)
    if (old === undefined) return undefined
    setSerialiser(reply, compileSerialiser(reply, toFastifySchema(body)))
    const written: unknown = reply.serialize(old)
    if ('mediaType' in body) reply.type(`${body.mediaType}; charset=utf-8`)
    // They were made for the other text: an error that is sent by default has a length, and plugins may have tagged it.
    reply.removeHeader('content-length').removeHeader('etag')
    return typeof written === 'string' ? written : text
  } catch (error) {
    // The client has an error to be told of. One of its transform would stand in its place, with its inside.
    request.log.error({ err: error }, undowngraded)
    return text
  }
}
