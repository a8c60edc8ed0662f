import type { FastifySchema } from 'fastify'
import type { Io } from '../../lib/schema/refuse-unwritable.ts'
import { isObject } from '../../lib/schema/subschemas.ts'
import { isZodSchema } from '../../lib/schema/to-json-schema.ts'
import { toMediaType } from '../../lib/transform/choose-media.ts'
import type { RequestPart } from './format-errors.ts'

/** One schema of a route, in the place where its author has written it. */
export interface SchemaPart {
  readonly place: RequestPart | 'response'
  readonly io: Io
  /** Of a response, as it is declared. */
  readonly status: string | undefined
  /** Where it is declared by media type. */
  readonly mediaType: string | undefined
  readonly schema: unknown
}

/** The schemas of a route. */
export function listSchemaParts(schema: FastifySchema): readonly SchemaPart[] {
  const parts: SchemaPart[] = []
  mapSchemaParts(schema, (part) => {
    parts.push(part)
    return part.schema
  })
  return parts
}

/** The same route's schema with another one in the place of each of its parts. */
export function mapSchemaParts(schema: FastifySchema, map: (part: SchemaPart) => unknown): FastifySchema {
  const toPart = (place: SchemaPart['place'], held: unknown, status?: string): unknown => {
    const io = place === 'response' ? 'output' : 'input'
    const about = { place, io, status } as const
    if (isZodSchema(held) || !isObject(held)) return map({ ...about, mediaType: undefined, schema: held })
    // A description beside a schema of zod, as fastify-type-provider-zod has it.
    if (isZodSchema(held.properties)) return map({ ...about, mediaType: undefined, schema: held.properties })
    if (!isObject(held.content)) return map({ ...about, mediaType: undefined, schema: held })
    const content = Object.entries(held.content).map(([mediaType, media]): [string, unknown] => {
      if (!isObject(media)) return [mediaType, media]
      const own = map({ ...about, mediaType: toMediaType(mediaType), schema: media.schema })
      return [mediaType, { ...media, schema: own }]
    })
    return { ...held, content: Object.fromEntries(content) }
  }
  const { body, querystring, params, headers, response, ...rest } = withQuerystring(schema)
  const inputs = Object.entries({ body, querystring, params, headers }).flatMap(
    ([place, held]): [string, unknown][] =>
      held === undefined ? [] : [[place, toPart(place as RequestPart, held)]],
  )
  const responses = Object.entries(isObject(response) ? response : {}).map(
    ([status, held]): [string, unknown] => [status, toPart('response', held, status)],
  )
  return {
    ...rest,
    ...Object.fromEntries(inputs),
    ...(response === undefined ? {} : { response: Object.fromEntries(responses) }),
  }
}

/** Fastify takes `query` for `querystring`; where both are there, it refuses the route itself. */
function withQuerystring(schema: FastifySchema & { readonly query?: unknown }): FastifySchema {
  const { query, ...rest } = schema
  return query === undefined || rest.querystring !== undefined ? schema : { ...rest, querystring: query }
}
