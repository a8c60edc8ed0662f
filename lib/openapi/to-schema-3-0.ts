import { isDeepStrictEqual } from 'node:util'
import { isObject, mapSubschemas, toSchema, toSchemaObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import { withBranches, withoutConditions, withoutOpposites } from './spell-conditions.ts'
import { withoutLists } from './spell-lists.ts'

/** What is told of a schema while it is written. */
export interface Writing {
  /** Takes note of a keyword that OpenAPI 3.0 has no words for. */
  readonly note: (keyword: string) => void
  /** Whether the schema that a reference leads to accepts more, as 3.0 writes it, than it does. */
  readonly isWider: (reference: unknown) => boolean
}

/**
 * A schema of JSON Schema 2020-12 as a Schema Object of OpenAPI 3.0.
 *
 * What 3.0 can say in other words, it says: the two accept the same values. What it cannot say is kept as
 * `x-<keyword>` and noted; then the schema accepts more than the original, and never less.
 */
export function toSchema30(schema: JsonSchema, writing: Writing): Readonly<Record<string, unknown>> {
  return write(schema, { ...writing, wider: new WeakSet() })
}

/** With the written parts that accept more than the originals do. */
interface State extends Writing {
  readonly wider: WeakSet<object>
}

function write(schema: JsonSchema, state: State): Readonly<Record<string, unknown>> {
  let isWider = isObject(schema) && state.isWider(schema.$ref)
  const note = (keyword: string): void => {
    if (!annotations.has(keyword)) isWider = true
    state.note(keyword)
  }
  const mapped = mapSubschemas(schema, (part) => {
    const written = write(part, state)
    if (state.wider.has(written)) isWider = true
    return written
  })
  const steps: readonly ((schema: SchemaObject) => SchemaObject)[] = [
    (one) => withoutOpposites(one, (part) => isObject(part) && state.wider.has(part), note),
    toSiblings,
    toLimits,
    toOneExample,
    toEnum,
    withoutConditions,
    (one) => withoutLists(one, note),
    toBytes,
    toNullable,
    toOneType,
    toValid,
    (one) => setAside(one, note),
  ]
  const written = steps.reduce((result, step) => step(result), toSchemaObject(mapped))
  if (isWider) state.wider.add(written)
  return written
}

/** Keywords that are no part of what a schema accepts. */
const annotations: ReadonlySet<string> = new Set(['contentEncoding', 'contentMediaType', 'contentSchema'])

type SchemaObject = Readonly<Record<string, unknown>>

/** Nothing may stand beside a reference in 3.0 (Reference Object). */
function toSiblings(schema: SchemaObject): SchemaObject {
  const { $ref, ...rest } = schema
  if ($ref === undefined || Object.keys(rest).length === 0) return schema
  return withBranches(rest, [{ $ref }])
}

function toLimits(schema: SchemaObject): SchemaObject {
  let result = schema
  for (const [exclusive, limit, sign] of limits) {
    const { [exclusive]: bound, [limit]: held, ...rest } = result
    if (typeof bound !== 'number') continue
    const isHeldTighter = typeof held === 'number' && held * sign > bound * sign
    result = isHeldTighter ? { ...rest, [limit]: held } : { ...rest, [limit]: bound, [exclusive]: true }
  }
  return result
}

const limits = [
  ['exclusiveMinimum', 'minimum', 1],
  ['exclusiveMaximum', 'maximum', -1],
] as const

function toOneExample(schema: SchemaObject): SchemaObject {
  const { examples, ...rest } = schema
  if (!Array.isArray(examples)) return schema
  return examples.length === 0 || 'example' in rest ? rest : { ...rest, example: examples[0] as unknown }
}

function toEnum(schema: SchemaObject): SchemaObject {
  if (!('const' in schema)) return schema
  const { const: value, ...rest } = schema
  return rest.enum === undefined ? { ...rest, enum: [value] } : withBranches(rest, [{ enum: [value] }])
}

/** What 3.1 calls an encoding, 3.0 calls a format (OpenAPI 3.1.1, Migrating binary descriptions). */
function toBytes(schema: SchemaObject): SchemaObject {
  const { contentEncoding, contentMediaType, ...rest } = schema
  if (schema.format !== undefined) return schema
  if (contentEncoding === 'base64') {
    return { ...rest, ...(contentMediaType === undefined ? {} : { contentMediaType }), format: 'byte' }
  }
  const isBinary = contentEncoding === undefined && contentMediaType === 'application/octet-stream'
  return isBinary ? { ...rest, format: 'binary' } : schema
}

/** The one schema of 3.0 that accepts null and nothing else: its `type` is there for `nullable` to count. */
const onlyNull: SchemaObject = { type: 'object', nullable: true, enum: [null] }

function toNullable(schema: SchemaObject): SchemaObject {
  let result = schema
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const { [keyword]: branches, ...rest } = result
    if (!Array.isArray(branches)) continue
    const others = branches
      .map(toSchema)
      .map(toSchemaObject)
      .filter((branch) => !isOnlyNull(branch))
    const [only, ...more] = others
    // `nullable` counts beside a `type`, and what stands there must not say another thing.
    const isMergeable =
      only !== undefined &&
      more.length === 0 &&
      others.length < branches.length &&
      typeof only.type === 'string' &&
      Object.keys(only).every((name) => !(name in rest))
    if (isMergeable) result = withNull({ ...rest, ...only })
  }
  return result
}

function isOnlyNull(schema: SchemaObject): boolean {
  return (
    Object.entries(onlyNull).every(([keyword, value]) => isDeepStrictEqual(schema[keyword], value)) &&
    Object.keys(schema).every((keyword) => keyword in onlyNull || said.has(keyword))
  )
}

/** Keywords that only describe a value. */
const said: ReadonlySet<string> = new Set(['title', 'description', 'example', 'deprecated'])

/** Null has to be in an `enum`, too, to be accepted (3.0.3, Schema Object, `nullable`). */
function withNull(schema: SchemaObject): SchemaObject {
  const { enum: values } = schema
  const isMissing = Array.isArray(values) && !values.includes(null)
  return { ...schema, nullable: true, ...(isMissing ? { enum: [...(values as unknown[]), null] } : {}) }
}

function toOneType(schema: SchemaObject): SchemaObject {
  const { type, ...rest } = schema
  const types: readonly unknown[] = Array.isArray(type) ? type : type === 'null' ? [type] : []
  if (types.length === 0) return schema
  const others = types.filter((one) => one !== 'null')
  const isNullable = others.length < types.length
  const [only, ...more] = others
  if (only === undefined) return { ...onlyNull, ...rest }
  if (more.length === 0) return { ...rest, type: only, ...(isNullable ? { nullable: true } : {}) }
  const branches = [...others.map((one) => toArray({ type: one })), ...(isNullable ? [onlyNull] : [])]
  return rest.anyOf === undefined ? { ...rest, anyOf: branches } : withBranches(rest, [{ anyOf: branches }])
}

/** A list has to say what is in it in 3.0. */
function toArray(schema: SchemaObject): SchemaObject {
  return schema.type === 'array' && schema.items === undefined ? { ...schema, items: {} } : schema
}

/** What is valid in 2020-12 and no Schema Object of 3.0: lists with nothing in them, and `true` as a schema. */
function toValid(schema: SchemaObject): SchemaObject {
  const { required, enum: values, additionalProperties, ...rest } = toArray(schema)
  const isImpossible = Array.isArray(values) && values.length === 0
  return {
    ...rest,
    ...(additionalProperties === undefined ? {} : { additionalProperties: toFlag(additionalProperties) }),
    ...(required === undefined || (Array.isArray(required) && required.length === 0) ? {} : { required }),
    ...(values === undefined || isImpossible ? {} : { enum: values }),
    ...(isImpossible ? { not: {} } : {}),
  }
}

/** Of all schemas only this one may be a boolean in 3.0, and that is how it is written. */
function toFlag(schema: unknown): unknown {
  if (isDeepStrictEqual(schema, {})) return true
  return isDeepStrictEqual(schema, { not: {} }) ? false : schema
}

/** The keywords of a Schema Object of 3.0; `$ref` stands alone. */
const known: ReadonlySet<string> = new Set([
  '$ref', 'title', 'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength',
  'minLength', 'pattern', 'maxItems', 'minItems', 'uniqueItems', 'maxProperties', 'minProperties', 'required', 'enum',
  'type', 'not', 'allOf', 'oneOf', 'anyOf', 'items', 'properties', 'additionalProperties', 'description', 'format',
  'default', 'nullable', 'discriminator', 'readOnly', 'writeOnly', 'example', 'externalDocs', 'deprecated', 'xml',
]) // prettier-ignore

/** Keywords that say nothing of a value, or nothing that is not said elsewhere once references are written out. */
const silent: ReadonlySet<string> = new Set(['$id', '$anchor', '$comment', '$defs', 'definitions'])

function setAside(schema: SchemaObject, note: Writing['note']): SchemaObject {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
      if (silent.has(keyword)) return []
      if (known.has(keyword) || keyword.startsWith('x-')) return [[keyword, value]]
      note(keyword)
      return [[`x-${keyword}`, value]]
    }),
  )
}
