import type { FastifyInstance, FastifySchema } from 'fastify'
import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { toError } from '../../lib/errors.ts'
import { bundle, extractComponents, rewriteReferences } from '../../lib/schema/components.ts'
import { isObject, toSchema, toSchemaObject } from '../../lib/schema/subschemas.ts'
import { isZodSchema, toJsonSchema, type AnySchema } from '../../lib/schema/to-json-schema.ts'
import { isExpressible } from '../../lib/schema/is-expressible.ts'
import { toDraft07 } from '../../lib/schema/to-draft-07.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'
import type { RequestPart } from './check-with-zod.ts'
import { lowerCaseNames } from './lower-case-names.ts'

/** A route's schemas: as Fastify compiles them, and as transforms are planned from them. */
export interface RouteSchemas {
  readonly fastify: FastifySchema
  /** Read when the server is ready: shared schemas may be added after the route. */
  readonly body: () => JsonSchema | undefined
  readonly query: () => JsonSchema | undefined
  readonly params: () => JsonSchema | undefined
  /** With the names of its properties in lower case, as Fastify compiles it and Node gives headers. */
  readonly headers: () => JsonSchema | undefined
  readonly responses: () => Readonly<Record<string, JsonSchema>>
  /** The zod schemas that check more than JSON Schema can say. */
  readonly beyond: ReadonlyMap<RequestPart, z.core.$ZodType>
}

/**
 * Reads a route's schemas. Those in zod become JSON Schema, so that Fastify validates and serialises with
 * compiled code; their named parts become shared schemas of the instance.
 *
 * @throws TDM_SCHEMA_TAKEN where two different schemas have one name
 */
export function toRouteSchemas(schema: FastifySchema | undefined, instance: FastifyInstance): RouteSchemas {
  const convert = (part: unknown, io: Io): unknown => {
    if (isZodSchema(part)) return share(part, io, instance)
    if (!isObject(part) || !isObject(part.content)) return part
    const content = Object.entries(part.content).map(([mediaType, media]): [string, unknown] => [
      mediaType,
      isObject(media) ? { ...media, schema: convert(media.schema, io) } : media,
    ])
    return { ...part, content: Object.fromEntries(content) }
  }
  const { body, querystring, params, headers, response, ...rest } = withQuerystring(schema ?? {})
  const responses = Object.fromEntries(
    Object.entries(isObject(response) ? response : {}).map(([status, part]) => [
      status,
      convert(part, 'output'),
    ]),
  )
  const inputs = Object.entries({ body, querystring, params, headers }).flatMap(([place, part]) =>
    part === undefined ? [] : [[place, convert(part, 'input')] as const],
  )
  return {
    fastify: {
      ...rest,
      ...Object.fromEntries(inputs),
      ...(response === undefined ? {} : { response: responses }),
    },
    beyond: new Map(
      Object.entries({ body, querystring, params, headers }).flatMap(([place, part]) =>
        isZodSchema(part) && !isExpressible(part) ? [[place as RequestPart, part] as const] : [],
      ),
    ),
    body: () => toPlannable(body, 'input', instance),
    query: () => toParameters(querystring, instance),
    params: () => toParameters(params, instance),
    headers: () => {
      const plannable = toParameters(headers, instance)
      return plannable === undefined ? undefined : lowerCaseNames(plannable)
    },
    responses: () =>
      Object.fromEntries(
        Object.entries(isObject(response) ? response : {}).flatMap(([status, part]) => {
          const plannable = toPlannable(part, 'output', instance)
          return plannable === undefined ? [] : [[status, plannable]]
        }),
      ),
  }
}

/** Fastify takes `query` for `querystring`; where both are there, it refuses the route itself. */
function withQuerystring(schema: FastifySchema & { readonly query?: unknown }): FastifySchema {
  const { query, ...rest } = schema
  return query === undefined || rest.querystring !== undefined ? schema : { ...rest, querystring: query }
}

/** A schema with what the instance's shared schemas add; `undefined` where there is not exactly one. */
function toPlannable(part: unknown, io: Io, instance: FastifyInstance): JsonSchema | undefined {
  if (part === undefined) return undefined
  if (isZodSchema(part)) return toJsonSchema(part, io)
  if (!isObject(part)) return undefined
  if (isObject(part.content)) {
    // Which of several media types a body has is known at request time only: those bodies pass untouched.
    const [only, ...others] = Object.values(part.content)
    return others.length === 0 && isObject(only) ? toPlannable(only.schema, io, instance) : undefined
  }
  return { ...part, $defs: { ...instance.getSchemas(), ...(isObject(part.$defs) ? part.$defs : {}) } }
}

/**
 * A schema of parameters with the shared schemas that it reaches, and no others: parameters are many, and seldom
 * reach any.
 */
function toParameters(part: unknown, instance: FastifyInstance): JsonSchema | undefined {
  if (isZodSchema(part)) return toJsonSchema(part, 'input')
  if (!isObject(part)) return undefined
  const own = isObject(part.$defs) ? part.$defs : {}
  return bundle(part, (name) => {
    const shared = own[name] ?? instance.getSchema(name)
    return shared === undefined ? undefined : toSchema(shared)
  })
}

/** Adds the named parts of a zod schema to the instance, and refers to them there. */
export function share(schema: AnySchema, io: Io, instance: FastifyInstance): JsonSchema {
  const parts = new Map<string, JsonSchema>()
  const root = extractComponents(toJsonSchema(schema, io), parts)
  // Asked for on a conflict only: a transform has no other side that JSON Schema could say.
  const otherPart = (name: string): JsonSchema | undefined => {
    const others = new Map<string, JsonSchema>()
    extractComponents(toJsonSchema(schema, io === 'input' ? 'output' : 'input'), others)
    return others.get(name)
  }
  const names = new Map<string, string>()
  const toName = (name: string): string => names.get(name) ?? name
  for (const [name, part] of parts) names.set(name, chooseName(name, part, otherPart, io, instance))
  for (const [name, part] of parts) {
    if (instance.getSchema(toName(name)) !== undefined) continue
    const shared = rewriteReferences(part, (reference) => `${toName(reference)}#`)
    instance.addSchema({ ...toSchemaObject(toDraft07(shared)), $id: toName(name) })
  }
  return toDraft07(rewriteReferences(root, (reference) => `${toName(reference)}#`))
}

/** What a client sends may differ from what it gets, by defaults: then the second form has a name of its own. */
function chooseName(
  name: string,
  part: JsonSchema,
  otherPart: (name: string) => JsonSchema | undefined,
  io: Io,
  instance: FastifyInstance,
): string {
  const isHeld = (candidate: string, schema: JsonSchema | undefined): boolean => {
    const held: unknown = instance.getSchema(candidate)
    if (!isObject(held)) return false
    const { $id: _, ...rest } = held
    // Both in the form of draft 7, which the instance holds: tuples have another one in 2020-12.
    return (
      schema !== undefined &&
      isDeepStrictEqual(toDraft07(extractComponents(rest, new Map())), toDraft07(schema))
    )
  }
  const isFree = (candidate: string): boolean => instance.getSchema(candidate) === undefined
  if (isFree(name) || isHeld(name, part)) return name
  const second = `${name}${io === 'input' ? 'Input' : 'Output'}`
  if (isHeld(name, otherPart(name)) && (isFree(second) || isHeld(second, part))) return second
  throw toError('TDM_SCHEMA_TAKEN', name)
}

type Io = 'input' | 'output'
