import { z } from 'zod'
import { bundle, nameByContent, refersToRoot, rewriteReferences, toReference } from './components.ts'
import { isCoercible } from './is-coercible.ts'
import { isCoercing } from './is-coercing.ts'
import { isClosed } from './is-closed.ts'
import { isLive } from './is-live.ts'
import {
  divided,
  exclusive,
  kept,
  keptExclusive,
  mended,
  rewritten,
  spelled,
  spelledByForm,
} from './marks.ts'
import { nameRoot } from './name-root.ts'
import { isPortable } from './portable-pattern.ts'
import { refuseUnwritable, sideOf, type Io } from './refuse-unwritable.ts'
import { openMembers } from './open-members.ts'
import { isObject, mapSubschemas, toSchema, toSchemaObject } from './subschemas.ts'
import type { TypeBoxSchema } from './typebox-types.ts'
import type { JsonSchema } from './types.ts'
import {
  definitionOf,
  isCodec,
  isEncodable,
  isExclusive,
  isFraction,
  isPreprocessed,
  isZodSchema,
} from './zod-definition.ts'

export { isZodSchema } from './zod-definition.ts'

/** A schema as users write it: zod, or JSON Schema (and so TypeBox). */
export type AnySchema = z.core.$ZodType | JsonSchema | TypeBoxSchema

/**
 * A schema as JSON Schema: zod's is generated, JSON Schema is given back as it is.
 *
 * Named parts (`.meta({ id })`) become `$ref`s into `$defs`. An object that neither `strict` nor `catchall`
 * closes stays open: zod itself ignores what it does not know. A codec is what a client sees of it, both ways.
 *
 * @param io which side of defaults and pipes is meant: what a client sends (`input`) or gets (`output`)
 * @throws Error where there is something in it that JSON does not have, with the place and what to use there
 */
export function toJsonSchema(schema: AnySchema, io: Io): JsonSchema {
  if (isZodSchema(schema)) refuseUnwritable(schema, io)
  return writeJsonSchema(schema, io)
}

/**
 * A schema of old messages alone, which no zod is asked about: what it would mend is checked as it is documented.
 *
 * @throws Error as `toJsonSchema`
 */
export function toOldJsonSchema(schema: AnySchema): JsonSchema {
  const unmark = (part: JsonSchema): JsonSchema => {
    const copy = mapSubschemas(part, unmark)
    if (!isObject(copy)) return copy
    if (copy.$comment === spelled) return { ...copy, $comment: spelledByForm }
    if (copy.$comment !== mended) return copy
    const { $comment: _, ...rest } = copy
    return rest
  }
  const written = toJsonSchema(schema, 'output')
  return isZodSchema(schema) ? unmark(written) : written
}

/** The same, where what JSON does not have may be anything. */
export function writeJsonSchema(schema: AnySchema, io: Io): JsonSchema {
  if (!isZodSchema(schema)) return schema
  const { $schema: _, ...rest } = withoutIdleMarks(generate(schema, io, new Set()))
  return nameUnnamed(refersToRoot(rest) ? { $id: nameByContent(rest), ...rest } : rest)
}

/**
 * Says whether a field of this schema may be left out of what a client gets, as zod and TypeBox tell of it; JSON Schema
 * says that of the holder.
 */
export function isOptional(schema: AnySchema): boolean {
  if (isZodSchema(schema)) return schema._zod.optout === 'optional'
  return isObject(schema) && Reflect.get(schema, '~optional') === true
}

/** The same in types. */
export type IsOptional<Schema> = Schema extends
  { readonly _zod: { readonly optout: 'optional' } } | { readonly '~optional': true }
  ? true
  : false

/** @param outer the codecs around it: one that holds itself is written once */
function generate(
  schema: z.core.$ZodType,
  io: Io,
  outer: ReadonlySet<unknown>,
): Readonly<Record<string, unknown>> {
  const definitions: Record<string, unknown> = {}
  const replaced = new Set<z.core.$ZodType>()
  const written = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (io === 'output' && isReversible(zodSchema)) {
        replaced.add(zodSchema)
        const side = sideOf(zodSchema, io)
        const { id: _, ...own } = z.globalRegistry.get(zodSchema) ?? {}
        const inner =
          isZodSchema(side) && !outer.has(side) ? generate(side, io, new Set([...outer, side])) : {}
        const { $schema: __, $defs: parts, ...rest } = inner
        Object.assign(definitions, parts)
        for (const keyword of Object.keys(jsonSchema))
          if (keyword !== 'id') Reflect.deleteProperty(jsonSchema, keyword)
        Object.assign(jsonSchema, rest, own)
      }
      adapt(zodSchema, jsonSchema, io)
    },
  })
  const named = nameRoot(written, z.globalRegistry.get(schema)?.id)
  const { $defs, ...root } = toSchemaObject(
    withEscapedNames(named, Object.keys({ ...definitions, ...written.$defs })),
  )
  const all = { ...definitions, ...(isObject($defs) ? $defs : {}) }
  if (replaced.size === 0) return $defs === undefined ? root : { ...root, $defs }
  // What stood behind a codec is not sent, and has no place among the named schemas.
  return toSchemaObject(bundle(root, (name) => (Object.hasOwn(all, name) ? toSchema(all[name]) : undefined)))
}

/**
 * A `%` in a name means itself: zod escapes for a JSON Pointer (RFC 6901 §3), and not for the URI that it stands in; before
 * 4.5 it escapes for neither.
 */
function withEscapedNames(schema: JsonSchema, names: readonly string[]): JsonSchema {
  const toPointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')
  const unusual = names.filter((name) => /[%~/]/.test(name))
  const odd = new Map(
    [(name: string) => name, toPointer].flatMap((write) =>
      unusual.map((name) => [`#/$defs/${write(name)}`, toReference(name)]),
    ),
  )
  const escape = (part: JsonSchema): JsonSchema => {
    const copy = mapSubschemas(part, escape)
    const reference = isObject(copy) ? odd.get(String(copy.$ref)) : undefined
    return reference === undefined ? copy : { ...toSchemaObject(copy), $ref: reference }
  }
  return odd.size === 0 ? schema : escape(schema)
}

function isReversible(schema: z.core.$ZodType): boolean {
  return isCodec(definitionOf(schema)) || (definitionOf(schema).type === 'pipe' && isEncodable(schema))
}

/**
 * Choices are marked before it is known what they refer to; most of them are between objects with fields of their own. And
 * intersections of objects are one object to zod, and written as one where it can.
 */
function withoutIdleMarks(root: JsonSchema): Readonly<Record<string, unknown>> {
  const unmark = (schema: JsonSchema): JsonSchema => {
    const copy = mapSubschemas(schema, unmark)
    if (!isObject(copy)) return copy
    const { $comment, ...rest } = copy
    if ($comment === kept) return isCoercible(schema, root) ? copy : rest
    if ($comment === coerced)
      return Array.isArray(rest.type) || isCoercible(schema, root) ? { ...copy, $comment: mended } : rest
    if ($comment === keptExclusive) return isCoercible(schema, root) ? copy : { ...rest, $comment: exclusive }
    return $comment === pooled ? openMembers(rest, root) : copy
  }
  return toSchemaObject(unmark(root))
}

/** What zod writes otherwise than it is meant here. */
function adapt(schema: z.core.$ZodType, json: z.core.JSONSchema.BaseSchema, io: Io): void {
  const definition = definitionOf(schema)
  const { type, checks = [] } = definition
  if (type === 'object' && definition.catchall === undefined) delete json.additionalProperties
  // To TypeScript it may not be written; in OpenAPI it would mean that a client may not send it.
  if (type === 'readonly' && z.globalRegistry.get(schema)?.readOnly !== true) delete json.readOnly
  // What is made anew each time is of no use to who reads it, and would be frozen by who fills it in.
  if (isLive(definition)) delete json.default
  if (type === 'date' && io === 'output') Object.assign(json, { type: 'string', format: 'date-time' })
  if (io === 'output' && (type === 'undefined' || type === 'void')) json.type = 'null'
  if (type === 'string') {
    if (json.format !== undefined && !formats.has(json.format)) delete json.format
    const patterns = [definition.pattern, ...checks.map(({ _zod }) => _zod.def.pattern)]
    for (const pattern of patterns) {
      if (pattern instanceof RegExp && !isPortable(pattern)) dropPattern(json, pattern.source)
    }
    for (const format of [definition, ...checks.map(({ _zod }) => _zod.def)]) {
      if (!isReadFreely(format)) continue
      json.$comment = spelled
      // zod does not hold an address to the pattern that it gives.
      if (format.format === 'ipv6' && format.pattern instanceof RegExp)
        dropPattern(json, format.pattern.source)
    }
  }
  // In answers, too: a named schema would else be two.
  if (type === 'union') json.$comment = markOf(schema, isExclusive(definition))
  if (type === 'intersection' && isClosed(schema)) json.$comment = pooled
  if (type === 'record' && mayLack(definition.valueType, io)) delete json.required
  if (checks.some(({ _zod }) => isFraction(_zod.def))) json.$comment = divided
  if (io === 'output') return
  if (type === 'catch' || isPreprocessed(definition)) json.$comment = mended
  // zod writes what stands for a value that does not fit as a default; what is left out may fit, or have one of its own.
  if (type === 'catch' && mayLack(definition.innerType, io)) delete json.default
  const rewrites = checks.findIndex(({ _zod }) => _zod.def.check === 'overwrite')
  const isChecked = rewrites >= 0 && rewrites < checks.length - 1
  if (isChecked && ['string', 'number', 'array'].includes(type)) json.$comment = rewritten
}

/** What stands at a choice until it is known what its alternatives are. */
function markOf(choice: z.core.$ZodType, isOne: boolean): string {
  if (isCoercing(choice)) return isOne ? mended : coerced
  return isOne ? keptExclusive : kept
}

/** Stands at a choice in which zod itself coerces, until it is known whether a validator would make other values of it. */
const coerced = 'What is sent is made into another type.'

/** Stands at an intersection of which one side refuses members that another one may know, until it is opened. */
const pooled = 'What one side does not know may be known to another.'

/**
 * Says whether zod reads a format more widely than validators do: an address as browsers read it, with other letters than
 * those of ASCII, say, or what a pattern accepts.
 */
function isReadFreely({ format, pattern }: Readonly<Record<string, unknown>>): boolean {
  if (format === 'email') return pattern instanceof RegExp && pattern.source !== z.regexes.email.source
  return format === 'url' || format === 'ipv6' || format === 'duration'
}

/** Says whether zod takes it for a value of this schema that there is none. */
function mayLack(schema: unknown, io: Io): boolean {
  if (!isZodSchema(schema)) return false
  const { optin, optout } = schema._zod
  return (
    (io === 'input' ? optin : optout) !== undefined || ['any', 'unknown'].includes(definitionOf(schema).type)
  )
}

function dropPattern(json: z.core.JSONSchema.BaseSchema, source: string): void {
  if (json.pattern === source) delete json.pattern
  if (json.allOf === undefined) return
  json.allOf = json.allOf.filter((part) => !isObject(part) || part.pattern !== source)
  if (json.allOf.length === 0) delete json.allOf
}

/** The formats that validators know, by JSON Schema 2020-12 Validation §7.3; of others they refuse the schema. */
const formats: ReadonlySet<string> = new Set([
  ...['date-time', 'date', 'time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uri-reference'],
  ...['uri-template', 'uuid', 'json-pointer', 'relative-json-pointer', 'regex', 'binary', 'password'],
])

/** What refers to itself without a name, zod counts from `__schema0` anew for each schema; here names are unique. */
function nameUnnamed(schema: JsonSchema): JsonSchema {
  if (!isObject(schema) || !isObject(schema.$defs)) return schema
  const counted = Object.keys(schema.$defs).filter((name) => /^__schema\d+$/.test(name))
  if (counted.length === 0) return schema
  const unique = nameByContent(schema)
  const names = new Map(counted.map((name, index) => [name, `${unique}-${String(index + 1)}`]))
  const toName = (name: string): string => names.get(name) ?? name
  const renamed = toSchemaObject(rewriteReferences(schema, (name) => toReference(toName(name))))
  const parts = Object.entries(toSchemaObject(toSchema(renamed.$defs)))
  return { ...renamed, $defs: Object.fromEntries(parts.map(([name, part]) => [toName(name), part])) }
}
