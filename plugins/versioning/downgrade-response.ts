import type { FastifyReply, FastifyRequest } from 'fastify'
import { convertLoading } from '../../lib/transform/load-session.ts'
import { toPlain } from '../../lib/transform/to-plain.ts'
import type { AnswerPlan } from './answer-plan.ts'
import { publishStage } from './channels.ts'
import { compileSerialiser } from './compile-serialiser.ts'
import type { FindOldBody, OldBody } from './find-old-body.ts'
import type { PayloadHook } from './for-old-versions.ts'
import { hasOwnSerialiser, setSerialiser } from './has-own-serialiser.ts'
import { stateOf } from './request-state.ts'
import { serialiseAsDeclared } from './serialise-as-declared.ts'
import type { TellMisfit } from './tell-misfit.ts'
import { toFastifySchema } from './to-fastify-schema.ts'
import { toThrown } from './to-thrown.ts'
import { toWireValue } from './to-wire-value.ts'

/**
 * `preSerialization`: gives an old client the body of its own version, and its version's serialiser, unless the service
 * has set one that is to write whatever it gets.
 *
 * It runs after all hooks of the service's own, which thereby see current bodies only.
 */
export function downgradeResponse(
  findBody: FindOldBody,
  answersOf: (request: FastifyRequest) => AnswerPlan | undefined,
  tell: TellMisfit,
): PayloadHook {
  /** Errors are of no route: what one answers beside those that it declares is what all answer. */
  const isUndeclared = (request: FastifyRequest, { statusCode }: FastifyReply): boolean =>
    statusCode < 400 && answersOf(request)?.isUndeclared(statusCode) === true

  const isWritten = hasOwnSerialiser()

  /** The answer as a value of the current version, to be converted. */
  const toValue = (request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown =>
    toPlain(isWritten(reply) ? payload : toWireValue(request, reply, payload))

  /** Chooses the serialiser, and answers what it is to write. */
  const settle = (
    request: FastifyRequest,
    reply: FastifyReply,
    body: OldBody | undefined,
    found: Found,
  ): unknown => {
    if (body === undefined || found.converted === undefined) {
      if (body?.convert !== undefined) tell(request, reply)
      else if (body === undefined && isUndeclared(request, reply)) tell(request, reply, 'status')
      // What an earlier attempt has set would write this answer in the shape of the one that failed.
      if (stateOf(request).serialiser !== undefined && !isWritten(reply))
        setSerialiser(reply, serialiseAsDeclared(reply))
      return found.payload
    }
    if (!isWritten(reply)) {
      if ('mediaType' in body) reply.type(`${body.mediaType}; charset=utf-8`)
      // What the route declares writes only what the current schema lists; what is renamed would be dropped.
      setSerialiser(reply, compileSerialiser(reply, toFastifySchema(body)))
    }
    publishStage('downgrade-response', reply.request, reply)
    return found.converted
  }

  return function preSerialization(request, reply, payload, done): void {
    const body = findBody(request, reply)
    const convert = body?.convert
    if (convert !== undefined && body?.waits === true) {
      convertLoading(convert, toValue(request, reply, payload), request)
        .then((converted) => settle(request, reply, body, { payload, converted }))
        .then(
          (settled) => {
            done(null, settled)
          },
          (error: unknown) => {
            done(toThrown(error), payload)
          },
        )
      return
    }
    let settled: unknown
    try {
      const converted = convert?.(toValue(request, reply, payload))
      settled = settle(request, reply, body, { payload, converted })
    } catch (thrown) {
      done(toThrown(thrown), payload)
      return
    }
    done(null, settled)
  }
}

/** A body as the handler has given it, and as the version has it, if that is another. */
interface Found {
  readonly payload: unknown
  readonly converted: unknown
}
