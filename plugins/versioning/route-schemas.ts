import type { FastifyInstance, FastifySchema } from 'fastify'
import { toError } from '../../lib/errors.ts'
import type { Io } from '../../lib/schema/refuse-unwritable.ts'
import { isRelaxable, isVague } from '../../lib/schema/relax-schema.ts'
import {
  toCheckable,
  toCheckableBody,
  toSerialisable,
  withoutDefault,
  type Checkable,
} from '../../lib/schema/to-compilable.ts'
import { isZodSchema, toJsonSchema, type AnySchema } from '../../lib/schema/to-json-schema.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'
import { isSequential } from '../../lib/transform/convert-stream.ts'
import type { CompilerNeeds, ServiceCompilers } from './choose-compilers.ts'
import { listSchemaParts, mapSchemaParts, type SchemaPart } from './schema-parts.ts'
import { shareSchema } from './share-schema.ts'
import { toPlannableSchemas, type PlannableSchemas } from './to-plannable.ts'

/** A route's schemas: as Fastify compiles them, as documents show them, and as transforms are planned from them. */
export interface RouteSchemas extends CompilerNeeds {
  readonly parts: readonly SchemaPart[]
  readonly fastify: FastifySchema
  /** The same in JSON Schema throughout. */
  readonly documented: FastifySchema
  readonly plannable: PlannableSchemas
}

/**
 * Reads a route's schemas. Those in zod become JSON Schema, so that Fastify validates and serialises with compiled
 * code, unless the service has set a compiler that takes them as they are. Their named parts become shared schemas of
 * the instance.
 *
 * @param route how errors call it
 * @throws TDM_SCHEMA_TAKEN where two different schemas have one name, TDM_SCHEMA_INEXPRESSIBLE
 */
export function toRouteSchemas(
  schema: FastifySchema | undefined,
  route: string,
  instance: FastifyInstance,
  compilers: ServiceCompilers,
): RouteSchemas {
  const parts = listSchemaParts(schema ?? {})
  const relaxed = new Map<unknown, () => Checkable>()
  const writable = new Map<unknown, () => Readonly<Record<string, unknown>>>()
  // Answers first: where the two sides of a named schema differ, what clients get has its name.
  const answersFirst = parts.toSorted(
    (one, other) => Number(one.io === 'input') - Number(other.io === 'input'),
  )
  const written = new Map(
    answersFirst.map((part) => [toKey(part), writePart(part, route, instance)] as const),
  )
  const keeps = ({ place }: SchemaPart): boolean =>
    (place === 'response' ? compilers.serializer : compilers.validator)?.zod === true
  const fastify = mapSchemaParts(schema ?? {}, (part) => {
    // What comes in as a stream is not one value that could be checked.
    if (part.io === 'input' && isSequential(part.mediaType ?? '')) return {}
    if (!isZodSchema(part.schema) || keeps(part)) return part.schema
    const { json, whole } = written.get(toKey(part)) ?? {}
    if (whole === undefined) return json
    if (part.io === 'output') {
      if (isVague(whole)) writable.set(json, () => toSerialisable(whole))
    } else if (isTyped(part)) {
      if (isRelaxable(whole, true)) relaxed.set(json, () => toCheckableBody(whole))
    } else if (isRelaxable(whole)) relaxed.set(json, () => ({ schema: toCheckable(whole) }))
    return json
  })
  return {
    parts,
    fastify,
    documented: mapSchemaParts(schema ?? {}, (part) => written.get(toKey(part))?.json),
    plannable: toPlannableSchemas(parts, instance, route),
    own: new Set(parts.flatMap((part) => (isZodSchema(part.schema) ? [] : [part.schema]))),
    relaxed,
    writable,
  }
}

/** Says whether the values of a part have types: in addresses, headers and forms, all are texts. */
function isTyped({ place, mediaType = '' }: SchemaPart): boolean {
  return place === 'body' && !/form/i.test(mediaType)
}

/** A part in JSON Schema: as Fastify has it, and, where it was written in zod, by itself. */
interface WrittenPart {
  readonly json: unknown
  readonly whole?: JsonSchema
}

function writePart({ schema, io }: SchemaPart, route: string, instance: FastifyInstance): WrittenPart {
  if (!isZodSchema(schema)) return { json: schema }
  const whole = writeWhole(schema, io, route)
  const shared = shareSchema(schema, whole, io, instance, route)
  return { json: io === 'input' ? withoutDefault(shared) : shared, whole }
}

/** What zod says of a schema that it cannot write is told with the route. */
function writeWhole(schema: AnySchema, io: Io, route: string): JsonSchema {
  try {
    return toJsonSchema(schema, io)
  } catch (error) {
    throw toError('TDM_SCHEMA_INEXPRESSIBLE', route, error instanceof Error ? error.message : String(error))
  }
}

function toKey({ place, status, mediaType }: SchemaPart): string {
  return [place, status, mediaType].join(' ')
}
