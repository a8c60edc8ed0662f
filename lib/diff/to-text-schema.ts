import {
  isObject,
  joinPointer,
  type JsonObject,
  type OpenApiDocument,
  readKey,
  readString,
} from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'
import { isNullable } from '../schema/is-nullable.ts'
import { peelSchema } from './peel-schema.ts'

/** The values of a schema as they are written where there is only text: in parameters and headers. */
export interface TextSchema extends LocatedSchema {
  /** Which JSON types they have before they are written. */
  readonly types: string
  /** Whether all of them are listed. */
  readonly isListed: boolean
}

/**
 * Says as a schema of strings what a schema of numbers, booleans or listed values takes where everything is text.
 * A string is as it is, and a number is written as JSON writes it (RFC 8259 §6), with zeros before it if one likes.
 *
 * @returns `undefined` where a schema of strings cannot say it: numbers within bounds, null, values with parts, unions
 */
export function toTextSchema(document: OpenApiDocument, located: LocatedSchema): TextSchema | undefined {
  const found = peelSchema(document, located)
  if (found === undefined) return undefined
  const { value: schema, pointer } = found
  if (combining.some((key) => readKey(schema, key) !== undefined)) return undefined
  if (isNullable(schema, document.dialect)) return undefined
  const list = listValues(schema)
  if (list !== undefined) {
    const { values, keyword } = list
    if (readKey(schema, 'multipleOf') !== undefined || !values.every(isScalar)) return undefined
    // What a schema rejects for another reason is none of its values.
    const listed = values.filter((value) => isWithin(schema, value))
    const types =
      readString(schema, 'type') ?? [...new Set(listed.map((value) => typeof value))].sort().join()
    const kept = Object.fromEntries(Object.entries(schema).filter(([key]) => ofTexts.has(key)))
    const hasTexts = listed.every((value) => typeof value === 'string')
    const texts = {
      ...(hasTexts ? kept : {}),
      type: 'string',
      enum: listed.map(String),
      ...writeNotes(schema),
    }
    placeList(document, pointer, keyword, listed.length)
    return { schema: texts, pointer, types, isListed: true }
  }
  const types = readKey(schema, 'type')
  if (types === 'string') return { schema, pointer, types, isListed: false }
  const pattern = textsOf(types)
  if (pattern === undefined || bounds.some((key) => readKey(schema, key) !== undefined)) return undefined
  if (readKey(schema, 'format') === 'int32') return undefined
  return { schema: { type: 'string', pattern }, pointer, types: String(types), isListed: false }
}

/** What a schema says beside its values, as far as it goes for their texts, too. */
export function writeNotes(schema: unknown): JsonObject {
  const said = isObject(schema) ? Object.entries(schema) : []
  return { ...Object.fromEntries(said.filter(([key]) => promises.has(key))), ...writeDefault(schema) }
}

const promises: ReadonlySet<string> = new Set([
  'deprecated',
  'x-sunset',
  'x-deprecated-since',
  'x-stability-level',
])

/** The default of a schema as it is written, where it has one: a list of one is written as a value is. */
function writeDefault(schema: unknown): { readonly default?: unknown } {
  const value = readKey(schema, 'default')
  if (isScalar(value)) return { default: String(value) }
  if (!Array.isArray(value) || !value.every(isScalar)) return {}
  const texts = value.map(String)
  return { default: texts.length === 1 ? texts[0] : texts }
}

/** Another spelling of a number is another text, and the same number. */
const integers = '^-?[0-9]+$'
const numbers = '^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?$'

/** The pattern of what the values of a type of numbers are written as. */
export function textsOf(type: unknown): string | undefined {
  return type === 'integer' ? integers : type === 'number' ? numbers : undefined
}

const combining = ['allOf', 'anyOf', 'oneOf', 'not', 'if', '$dynamicRef']

const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']

const ofTexts: ReadonlySet<string> = new Set(['pattern', 'format', 'minLength', 'maxLength'])

/** The values that a schema lists, and by which of its keywords. */
function listValues(
  schema: object,
): { readonly values: readonly unknown[]; readonly keyword: 'const' | 'enum' | 'type' } | undefined {
  const values = readKey(schema, 'enum')
  const constant = readKey(schema, 'const')
  if (constant !== undefined) return { values: [constant], keyword: values === undefined ? 'const' : 'enum' }
  if (Array.isArray(values)) return { values: values as readonly unknown[], keyword: 'enum' }
  return readKey(schema, 'type') === 'boolean' ? { values: [true, false], keyword: 'type' } : undefined
}

/** Tells where that stands which a list of texts was made of, if it is no list. */
function placeList(document: OpenApiDocument, pointer: string, keyword: string, count: number): void {
  if (keyword === 'enum') return
  const real = joinPointer(pointer, keyword)
  document.place(joinPointer(pointer, 'enum'), real)
  for (let index = 0; index < count; index += 1) document.place(joinPointer(pointer, 'enum', index), real)
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Says whether a listed value is of the type and within the bounds that are stated beside the list. */
function isWithin(schema: object, value: unknown): boolean {
  const type = readKey(schema, 'type')
  const types: readonly unknown[] = Array.isArray(type) ? type : type === undefined ? [] : [type]
  if (
    types.length > 0 &&
    !types.includes(typeof value) &&
    !(Number.isInteger(value) && types.includes('integer'))
  )
    return false
  if (typeof value !== 'number') return true
  const isBeyond = (bound: string, exclusive: string, sign: 1 | -1): boolean => {
    const [closed, open] = [readKey(schema, bound), readKey(schema, exclusive)]
    const past = (limit: unknown): number => (typeof limit === 'number' ? sign * (value - limit) : -1)
    return past(closed) > 0 || past(open) >= 0 || (open === true && past(closed) >= 0)
  }
  return !isBeyond('minimum', 'exclusiveMinimum', -1) && !isBeyond('maximum', 'exclusiveMaximum', 1)
}
