import { listFields } from '../schema/object-fields.ts'
import { toComponentName } from '../schema/components.ts'
import { isObject, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'

/**
 * An example of a self-contained schema: the one that its author gives, or else one made of its parts.
 *
 * @returns a value that is likely, but not certain, to be valid: what a pattern asks for only its author knows
 */
export function sampleValue(schema: JsonSchema): unknown {
  const definitions = isObject(schema) && isObject(schema.$defs) ? schema.$defs : {}
  return sample(schema, definitions, [])
}

function sample(
  schema: JsonSchema,
  definitions: Readonly<Record<string, unknown>>,
  path: readonly string[],
): unknown {
  if (typeof schema === 'boolean') return null
  const name = toComponentName(schema.$ref)
  if (name !== undefined) {
    // A schema that holds itself ends with nothing inside.
    return path.includes(name) ? null : sample(toSchema(definitions[name]), definitions, [...path, name])
  }
  const given = listGiven(schema)
  if (given.length > 0) return given[0]
  const inner = (part: unknown): unknown => sample(toSchema(part), definitions, path)
  for (const choices of [schema.oneOf, schema.anyOf]) if (Array.isArray(choices)) return inner(choices[0])
  if (Array.isArray(schema.allOf)) {
    const parts: readonly unknown[] = [...(schema.allOf as readonly unknown[]), withoutParts(schema)]
    return Object.fromEntries(
      parts.map(inner).flatMap((part) => (isObject(part) ? Object.entries(part) : [])),
    )
  }
  switch (typeOf(schema)) {
    case 'object':
      return Object.fromEntries(listFields(schema).map((field) => [field.name, inner(field.schema)]))
    case 'array':
      return sampleItems(schema, inner)
    case 'string':
      return formats.get(String(schema.format)) ?? 'text'
    case 'integer':
    case 'number':
      return Math.max(typeof schema.minimum === 'number' ? schema.minimum : 1, 1)
    case 'boolean':
      return true
    default:
      return null
  }
}

function listGiven(schema: Readonly<Record<string, unknown>>): readonly unknown[] {
  if (Array.isArray(schema.examples)) return schema.examples
  for (const keyword of ['example', 'const', 'default']) if (keyword in schema) return [schema[keyword]]
  return Array.isArray(schema.enum) ? schema.enum : []
}

function sampleItems(
  schema: Readonly<Record<string, unknown>>,
  inner: (part: unknown) => unknown,
): unknown[] {
  const prefix: readonly unknown[] = Array.isArray(schema.prefixItems) ? schema.prefixItems : []
  const items = isObject(schema.items) ? [schema.items] : []
  return [...prefix, ...items].map(inner)
}

function withoutParts(schema: Readonly<Record<string, unknown>>): JsonSchema {
  const { allOf: _, ...rest } = schema
  return isObject(rest.properties) ? rest : { type: 'object', properties: {} }
}

function typeOf(schema: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(schema.type)) return schema.type.find((type) => type !== 'null')
  if (schema.type !== undefined) return schema.type
  return isObject(schema.properties) ? 'object' : undefined
}

const formats: ReadonlyMap<string, string> = new Map([
  ['date-time', '2026-01-01T12:00:00Z'],
  ['date', '2026-01-01'],
  ['time', '12:00:00Z'],
  ['email', 'person@example.com'],
  ['uri', 'https://example.com/'],
  ['uuid', '123e4567-e89b-42d3-a456-426614174000'],
  ['hostname', 'example.com'],
  ['ipv4', '192.0.2.1'],
  ['ipv6', '2001:db8::1'],
])
