import type { FastifyReply, FastifyRequest } from 'fastify'
import { toError } from '../../lib/errors.ts'
import { isZodSchema } from '../../lib/schema/to-json-schema.ts'
import { createEncoder, UnencodableValue, type Encode } from '../../lib/transform/create-encoder.ts'
import { toDeclaredChoice } from './choose-declared.ts'
import { chooseStatus } from './choose-status.ts'
import type { PayloadHook } from './for-old-versions.ts'
import { findRoutePlan } from './find-route-plan.ts'
import type { SchemaPart } from './schema-parts.ts'
import { toThrown } from './to-thrown.ts'

/**
 * `preSerialization`: makes of what a handler has answered what is sent, where a schema in zod has codecs. It runs
 * before an answer is downgraded: the changes of a timeline are about what clients see.
 *
 * @returns `undefined` where no answer of the route has a codec
 */
export function encodeResponse(parts: readonly SchemaPart[]): PayloadHook | undefined {
  const answers = parts.filter(({ place }) => place === 'response')
  const encoders = new Map<string, Encode>()
  for (const { schema, status = '', mediaType } of answers) {
    const encode = isZodSchema(schema) ? createEncoder(schema) : undefined
    if (encode !== undefined) encoders.set(toKey(status, mediaType), encode)
  }
  if (encoders.size === 0) return undefined
  const statuses = [...new Set(answers.flatMap(({ status }) => status ?? []))]
  const choose = toDeclaredChoice(answers)
  const find = (reply: FastifyReply): Encode | undefined => {
    const status = chooseStatus(statuses, reply.statusCode)
    if (status === undefined) return undefined
    const mediaType = choose(status, reply.getHeader('content-type'))
    return mediaType === null ? undefined : encoders.get(toKey(status, mediaType))
  }

  return function preSerialization(request, reply, payload, done): void {
    const encode = find(reply)
    if (encode === undefined) {
      done(null, payload)
      return
    }
    let encoded: unknown
    try {
      encoded = encode(payload)
    } catch (error) {
      done(toUnencodable(error, request, reply), payload)
      return
    }
    done(null, encoded)
  }
}

function toUnencodable(thrown: unknown, request: FastifyRequest, reply: FastifyReply): Error {
  if (!(thrown instanceof UnencodableValue)) return toThrown(thrown)
  const { method, routeOptions, apiVersion } = request
  const path = findRoutePlan(request)?.endpoint.path ?? routeOptions.url ?? request.url
  const error = toError(
    'TDM_RESPONSE_UNENCODABLE',
    String(reply.statusCode),
    `${method} ${path}`,
    apiVersion?.name ?? '',
    thrown.at,
    thrown.message,
  )
  return Object.assign(error, { cause: thrown })
}

function toKey(status: string, mediaType: string | undefined): string {
  return mediaType === undefined ? status : `${status} ${mediaType}`
}
