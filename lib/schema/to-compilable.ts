import { rewriteReferences } from './components.ts'
import { relaxTexts, splitSchema, toWritable } from './relax-schema.ts'
import { toSafeName } from './safe-name.ts'
import { isObject, toSchemaObject } from './subschemas.ts'
import { toDraft07 } from './to-draft-07.ts'
import type { JsonSchema } from './types.ts'

/**
 * A self-contained schema as the compilers of Fastify take it: of draft 7, as an object, and with names for its
 * definitions that no reference has to escape, since fast-json-stringify does not decode them (RFC 6901 §6).
 */
export function toCompilable(schema: JsonSchema): Readonly<Record<string, unknown>> {
  return toSchemaObject(toDraft07(withoutOuterReference(withSafeNames(schema))))
}

/**
 * A definition in place of the reference to it that is all a schema says: behind one, fast-json-stringify 7.3 leaves out
 * the properties that are called as members of every object are, such as `constructor`.
 */
function withoutOuterReference(schema: JsonSchema): JsonSchema {
  if (!isObject(schema) || typeof schema.$ref !== 'string' || !isObject(schema.$defs)) return schema
  if (Object.keys(schema).length > 2) return schema
  const name = /^#\/\$defs\/([^/]+)$/.exec(schema.$ref)?.[1] ?? ''
  const part = Object.hasOwn(schema.$defs, name) ? schema.$defs[name] : undefined
  const isWhole = isObject(part) && ['$ref', '$id', '$anchor', '$defs'].every((keyword) => !(keyword in part))
  return isWhole ? { ...part, $defs: schema.$defs } : schema
}

/** A schema of an answer as serialisers take it. */
export function toSerialisable(schema: JsonSchema): Readonly<Record<string, unknown>> {
  return toCompilable(toWritable(schema))
}

/**
 * A schema of a part of a request as validators take it: nothing that is mended is refused. A default for the whole is
 * not among it: Ajv refuses to compile one that nothing could hold (its option `strict`), and Fastify gives a
 * validator null where there is no body.
 */
export function toCheckable(schema: JsonSchema): Readonly<Record<string, unknown>> {
  return withoutDefault(toCompilable(relaxTexts(schema)))
}

/** A schema as a request is checked by it: by a validator that coerces, and then by one that does not, if there is `strict`. */
export interface Checkable {
  readonly schema: Readonly<Record<string, unknown>>
  readonly strict?: Readonly<Record<string, unknown>> | undefined
}

/** The same of a body, whose values have types of their own: those of a choice in zod stay as they were sent. */
export function toCheckableBody(schema: JsonSchema): Checkable {
  const { loose, strict } = splitSchema(schema)
  const toOne = (part: JsonSchema): Checkable['schema'] => withoutDefault(toCompilable(part))
  return strict === undefined ? { schema: toOne(loose) } : { schema: toOne(loose), strict: toOne(strict) }
}

/** A schema without a default for the whole of what it describes. */
export function withoutDefault(schema: JsonSchema): Readonly<Record<string, unknown>> {
  const { default: _, ...rest } = toSchemaObject(schema)
  return rest
}

function withSafeNames(schema: JsonSchema): JsonSchema {
  if (!isObject(schema) || !isObject(schema.$defs)) return schema
  const names = Object.keys(schema.$defs)
  if (names.every((name) => toSafeName(name) === name)) return schema
  const rewritten = rewriteReferences(schema, (name) => `#/$defs/${toSafeName(name)}`)
  const { $defs, ...rest } = toSchemaObject(rewritten)
  const parts = Object.entries(isObject($defs) ? $defs : {})
  return { ...rest, $defs: Object.fromEntries(parts.map(([name, part]) => [toSafeName(name), part])) }
}
