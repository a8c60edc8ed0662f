import type { FastifyInstance } from 'fastify'
import { bundle } from '../../lib/schema/components.ts'
import type { Io } from '../../lib/schema/refuse-unwritable.ts'
import { isObject, toSchema } from '../../lib/schema/subschemas.ts'
import { isZodSchema, toJsonSchema } from '../../lib/schema/to-json-schema.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'
import { findFirst, isJsonType, type DeclaredMedia } from '../../lib/transform/choose-media.ts'
import { isSequential } from '../../lib/transform/convert-stream.ts'
import { lowerCaseNames } from './lower-case-names.ts'
import type { SchemaPart } from './schema-parts.ts'

/** The schemas of a route as transforms are planned from them. */
export interface PlannableSchemas {
  readonly body: JsonSchema | undefined
  readonly query: JsonSchema | undefined
  readonly params: JsonSchema | undefined
  /** With the names of its properties in lower case, as Fastify compiles it and Node gives headers. */
  readonly headers: JsonSchema | undefined
  readonly responses: Readonly<Record<string, JsonSchema>>
  readonly mediaTypes: readonly DeclaredMedia[]
}

/** Reads the schemas of a route with what the shared schemas of its instance add; each when it is first asked for. */
export function toPlannableSchemas(
  parts: readonly SchemaPart[],
  instance: FastifyInstance,
): PlannableSchemas {
  const read = new Map<SchemaPart, JsonSchema | undefined>()
  const toPlannable = (part: SchemaPart): JsonSchema | undefined => {
    if (!read.has(part)) read.set(part, readSchema(part, instance))
    return read.get(part)
  }
  const find = (place: SchemaPart['place']): JsonSchema | undefined => {
    const found = parts.find((part) => part.place === place && part.mediaType === undefined)
    return found === undefined ? undefined : toPlannable(found)
  }
  const mediaOf = (place: SchemaPart['place'], status?: string): readonly DeclaredMedia[] =>
    parts.flatMap((part) =>
      part.place === place && part.status === status && part.mediaType !== undefined
        ? [
            {
              mediaType: part.mediaType,
              status,
              schema: isPlanned(part.mediaType, part.io) ? toPlannable(part) : undefined,
            },
          ]
        : [],
    )
  const statuses = [...new Set(parts.flatMap(({ status }) => status ?? []))]
  let mediaTypes: readonly DeclaredMedia[] | undefined
  return {
    get body() {
      return find('body') ?? findFirst(mediaOf('body'))?.schema
    },
    get query() {
      return find('querystring')
    },
    get params() {
      return find('params')
    },
    get headers() {
      return find('headers')
    },
    get responses() {
      return Object.fromEntries(
        statuses.flatMap((status): [string, JsonSchema][] => {
          const whole = parts.find((part) => part.status === status && part.mediaType === undefined)
          const schema =
            whole === undefined ? findFirst(mediaOf('response', status))?.schema : toPlannable(whole)
          return schema === undefined ? [] : [[status, schema]]
        }),
      )
    },
    get mediaTypes() {
      // Asked for with every request.
      mediaTypes ??= [...mediaOf('body'), ...statuses.flatMap((status) => mediaOf('response', status))]
      return mediaTypes
    },
  }
}

/** Bodies that are values of JSON, or sequences of them, or a form. Files, texts and parts of several pass untouched. */
function isPlanned(mediaType: string, io: Io): boolean {
  return (
    isJsonType(mediaType) ||
    isSequential(mediaType) ||
    (io === 'input' && mediaType === 'application/x-www-form-urlencoded')
  )
}

function readSchema({ schema, io, place }: SchemaPart, instance: FastifyInstance): JsonSchema | undefined {
  if (isZodSchema(schema)) {
    const written = toJsonSchema(schema, io)
    return place === 'headers' ? lowerCaseNames(written) : written
  }
  if (!isObject(schema)) return undefined
  if (place === 'body' || place === 'response') {
    return { ...schema, $defs: { ...instance.getSchemas(), ...(isObject(schema.$defs) ? schema.$defs : {}) } }
  }
  const parameters = withShared(schema, instance)
  return place === 'headers' ? lowerCaseNames(parameters) : parameters
}

/**
 * A schema of parameters with the shared schemas that it reaches, and no others: parameters are many, and seldom
 * reach any.
 */
function withShared(schema: Readonly<Record<string, unknown>>, instance: FastifyInstance): JsonSchema {
  const own = isObject(schema.$defs) ? schema.$defs : {}
  return bundle(schema, (name) => {
    const shared = own[name] ?? instance.getSchema(name)
    return shared === undefined ? undefined : toSchema(shared)
  })
}
