import { isObject, readKey, type OpenApiDocument } from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'

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
  const found =
    typeof located.schema === 'boolean' ? undefined : document.follow(located.schema, located.pointer)
  if (found === undefined || !isObject(found.value)) return undefined
  const { value: schema, pointer } = found
  if (combining.some((key) => readKey(schema, key) !== undefined)) return undefined
  const listed = listValues(schema)
  if (listed !== undefined) {
    if (!listed.every(isScalar)) return undefined
    const types = [...new Set(listed.map((value) => typeof value))].sort().join()
    const texts = { type: 'string', enum: listed.map(String), ...writeDefault(schema) }
    return { schema: texts, pointer, types, isListed: true }
  }
  const types = readKey(schema, 'type')
  if (types === 'string') return { schema, pointer, types, isListed: false }
  const pattern = types === 'integer' ? integers : types === 'number' ? numbers : undefined
  if (pattern === undefined || bounds.some((key) => readKey(schema, key) !== undefined)) return undefined
  if (readKey(schema, 'format') === 'int32') return undefined
  return { schema: { type: 'string', pattern }, pointer, types: String(types), isListed: false }
}

/** The default of a schema as a text, where it has one that is written as one piece. */
export function writeDefault(schema: unknown): { readonly default?: string } {
  const value = readKey(schema, 'default')
  return isScalar(value) ? { default: String(value) } : {}
}

/** Another spelling of a number is another text, and the same number. */
const integers = '^-?[0-9]+$'
const numbers = '^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?$'

const combining = ['allOf', 'anyOf', 'oneOf', 'not', 'if', '$dynamicRef', 'nullable']

const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']

function listValues(schema: object): readonly unknown[] | undefined {
  const constant = readKey(schema, 'const')
  if (constant !== undefined) return [constant]
  const values = readKey(schema, 'enum')
  if (Array.isArray(values)) return values as readonly unknown[]
  return readKey(schema, 'type') === 'boolean' ? [true, false] : undefined
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
