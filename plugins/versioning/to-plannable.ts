import type { FastifyInstance } from 'fastify'
import { toError } from '../../lib/errors.ts'
import { bundle } from '../../lib/schema/components.ts'
import { openLibrary, type SchemaLibrary } from '../../lib/schema/open-library.ts'
import type { Io } from '../../lib/schema/refuse-unwritable.ts'
import { isObject, toSchema, toSchemaObject } from '../../lib/schema/subschemas.ts'
import { isZodSchema, toJsonSchema } from '../../lib/schema/to-json-schema.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'
import { findFirst, isJsonType, type DeclaredMedia } from '../../lib/transform/choose-media.ts'
import { isSequential } from '../../lib/transform/convert-stream.ts'
import { isOfRoute } from './share-schema.ts'
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

/**
 * Reads the schemas of a route with what the shared schemas of its instance add; each when it is first asked for, which
 * throws TDM_SCHEMA_REFERENCE where it refers to what is not there.
 *
 * @param route how errors call it
 */
export function toPlannableSchemas(
  parts: readonly SchemaPart[],
  instance: FastifyInstance,
  route: string,
): PlannableSchemas {
  const read = new Map<SchemaPart, JsonSchema | undefined>()
  const toPlannable = (part: SchemaPart): JsonSchema | undefined => {
    if (!read.has(part)) read.set(part, readSchema(part, instance, route))
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

function readSchema(
  { schema, io, place }: SchemaPart,
  instance: FastifyInstance,
  route: string,
): JsonSchema | undefined {
  if (isZodSchema(schema)) {
    const written = toJsonSchema(schema, io)
    return place === 'headers' ? lowerCaseNames(written) : written
  }
  if (!isObject(schema)) return undefined
  const library = libraryOf(instance)
  const settled = toSchemaObject(library.settle(schema))
  const broken = library.findUnsettled(settled)
  if (broken !== undefined) throw toError('TDM_SCHEMA_REFERENCE', route, broken)
  const own = isObject(settled.$defs) ? settled.$defs : {}
  const reached = toSchemaObject(
    bundle(settled, (name) =>
      Object.hasOwn(own, name) ? toSchema(own[name]) : library.components.get(name),
    ),
  )
  if (place === 'body' || place === 'response') {
    // An old schema may refer to one that the current ones do not reach.
    const others = [...library.components].filter(([name]) => !isOfRoute(name, instance))
    const $defs = isObject(reached.$defs) ? reached.$defs : {}
    return { ...reached, $defs: { ...Object.fromEntries(others), ...own, ...$defs } }
  }
  // Parameters are many, and seldom reach any.
  return place === 'headers' ? lowerCaseNames(reached) : reached
}

/** The shared schemas of an instance; opened again where some were added meanwhile. */
function libraryOf(instance: FastifyInstance): SchemaLibrary {
  const shared = instance.getSchemas()
  const count = Object.keys(shared).length
  const known = libraries.get(instance)
  if (known?.count === count) return known.library
  const library = openLibrary(shared)
  libraries.set(instance, { count, library })
  return library
}

const libraries = new WeakMap<FastifyInstance, { readonly count: number; readonly library: SchemaLibrary }>()
