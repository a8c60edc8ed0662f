import type { FastifyReply, FastifyRequest } from 'fastify'
import { isTidemarkError } from '../../lib/errors.ts'
import { convertLoading } from '../../lib/transform/load-session.ts'
import { toPlain } from '../../lib/transform/to-plain.ts'
import type { AnswerPlan } from './answer-plan.ts'
import { publishStage, stages } from './channels.ts'
import { compileSerialiser } from './compile-serialiser.ts'
import type { FindOldBody, OldBody } from './find-old-body.ts'
import type { PayloadHook } from './for-old-versions.ts'
import { hasOwnSerialiser, setSerialiser } from './has-own-serialiser.ts'
import { hereOf, stateOf } from './request-state.ts'
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
    statusCode < 400 && answersOf(request)?.(statusCode).isUndeclared() === true

  const isWritten = hasOwnSerialiser()

  /** The answer as a value of the current version, to be converted. */
  const toValue = (reply: FastifyReply, payload: unknown, isTheirs: boolean): unknown =>
    toPlain(isTheirs ? payload : toWireValue(reply.request, reply, payload))

  /** Leaves an answer as it is. */
  const pass = (request: FastifyRequest, reply: FastifyReply, body: OldBody | undefined): void => {
    if (body?.convert !== undefined) tell(request, reply)
    else if (body === undefined && isUndeclared(request, reply)) tell(request, reply, 'status')
    forgetSerialiser(request, reply)
  }

  /** What an earlier attempt has set would write this answer in the shape of the one that failed. */
  const forgetSerialiser = (request: FastifyRequest, reply: FastifyReply): void => {
    if (stateOf(request).serialiser !== undefined && !isWritten(reply))
      setSerialiser(reply, serialiseAsDeclared(reply))
  }

  /**
   * Answers that a conversion has failed. Where the answer is an error, the client has that to be told of: what a function
   * of the timeline has thrown would stand in its place, under its status and with its inside.
   */
  const fail = (
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
    thrown: unknown,
    done: Done,
  ): void => {
    const error = toThrown(thrown)
    if (reply.statusCode < 400 || isTidemarkError(error)) {
      done(error, payload)
      return
    }
    request.log.error({ err: error }, undowngraded)
    forgetSerialiser(request, reply)
    done(null, payload)
  }

  /** Chooses the serialiser, and answers what it is to write. */
  const settle = (
    reply: FastifyReply,
    body: OldBody,
    payload: unknown,
    converted: unknown,
    isTheirs: boolean,
  ): unknown => {
    if (converted === undefined) {
      pass(reply.request, reply, body)
      return payload
    }
    if (!isTheirs) {
      if ('mediaType' in body) reply.type(`${body.mediaType}; charset=utf-8`)
      // What the route declares writes only what the current schema lists; what is renamed would be dropped.
      setSerialiser(reply, findSerialiser(reply, body))
    }
    publishStage(stages.downgradeResponse, reply.request, reply)
    return converted
  }

  return function preSerialization(request, reply, payload, done): void {
    const version = request.apiVersion?.version
    if (version === undefined || version.index === 0) {
      done(null, payload)
      return
    }
    const body = findBody(request, reply)
    const convert = body?.convert
    if (body === undefined || convert === undefined) {
      pass(request, reply, body)
      done(null, payload)
      return
    }
    const isTheirs = isWritten(reply)
    if (body.waits) {
      convertLoading(convert, toValue(reply, payload, isTheirs), request)
        .then((converted) => settle(reply, body, payload, converted, isTheirs))
        .then(
          (settled) => {
            done(null, settled)
          },
          (thrown: unknown) => {
            fail(request, reply, payload, thrown, done)
          },
        )
      return
    }
    let settled: unknown
    try {
      const converted = convert(toValue(reply, payload, isTheirs))
      settled = settle(reply, body, payload, converted, isTheirs)
    } catch (thrown) {
      fail(request, reply, payload, thrown, done)
      return
    }
    done(null, settled)
  }
}

/**
 * `preSerialization` of the instance, before all hooks of the service's own: it downgrades what no route answers, which
 * has no last hook, and the answers of those routes whose last hook it is.
 */
export function downgradeFirst(downgrade: PayloadHook): PayloadHook {
  return function preSerialization(request, reply, payload, done): void {
    const version = request.apiVersion?.version
    const isOld = version !== undefined && version.index > 0
    if (isOld && (request.is404 || hereOf(request)?.plan.last.isMerged.preSerialization === true))
      downgrade(request, reply, payload, done)
    else done(null, payload)
  }
}

/** What the log says of an error whose conversion has failed. */
export const undowngraded = 'An error could not be downgraded: an old client gets it as it is'

type Done = Parameters<PayloadHook>[3]

/** The serialiser of an old body, which each route looks for once. */
function findSerialiser(reply: FastifyReply, body: OldBody): ReturnType<typeof compileSerialiser> {
  const { request } = reply
  const here = hereOf(request)
  // What is answered where nothing is found is of no route.
  if (here === undefined) return compileSerialiser(reply, toFastifySchema(body))
  const held = here.serialisers.get(body)
  if (held !== undefined) return held
  const found = compileSerialiser(reply, toFastifySchema(body))
  here.serialisers.set(body, found)
  return found
}
