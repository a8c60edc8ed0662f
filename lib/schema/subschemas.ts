import { toPointerToken } from './list-parts.ts'
import type { JsonSchema } from './types.ts'

const inMap = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])
const inPlace = new Set([
  'items',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
  'contains',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'contentSchema',
])

/** Says whether a value is an object of JSON: neither null nor an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands at a keyword, as a schema; what is not one allows everything. */
export function toSchema(value: unknown): JsonSchema {
  return typeof value === 'boolean' || isObject(value) ? value : true
}

/** A schema as an object, for those who take no boolean: `true` is `{}`, `false` is `{ not: {} }`. */
export function toSchemaObject(schema: JsonSchema): Readonly<Record<string, unknown>> {
  if (typeof schema !== 'boolean') return schema
  return schema ? {} : { not: {} }
}

/**
 * The same schema with each of its direct subschemas mapped. Members of
 * `const`, `enum`, `default` and `examples` are data, and a property may be called `default`: only the places
 * where JSON Schema has a schema are entered.
 */
export function mapSubschemas(schema: JsonSchema, map: MapSubschema): JsonSchema {
  if (typeof schema === 'boolean') return schema
  const mapped = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (inPlace.has(keyword)) return [keyword, mapInPlace(value, map, keyword)]
    if (inMap.has(keyword) && isObject(value)) {
      return [
        keyword,
        Object.fromEntries(
          Object.entries(value).map(([name, part]) => [
            name,
            mapInPlace(part, map, `${keyword}/${toPointerToken(name)}`),
          ]),
        ),
      ]
    }
    return [keyword, value]
  })
  return Object.fromEntries(mapped)
}

/** Maps a subschema; the path is that from the schema to it, as in a JSON Pointer. */
type MapSubschema = (subschema: JsonSchema, path: string) => JsonSchema

/** The direct subschemas of a schema. */
export function listSubschemas(schema: JsonSchema): JsonSchema[] {
  const found: JsonSchema[] = []
  if (typeof schema === 'boolean') return found
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword]
    if (inPlace.has(keyword)) addInPlace(value, found)
    else if (inMap.has(keyword) && isObject(value)) {
      for (const name of Object.keys(value)) addInPlace(value[name], found)
    }
  }
  return found
}

function addInPlace(value: unknown, found: JsonSchema[]): void {
  if (Array.isArray(value)) for (const item of value as readonly unknown[]) addInPlace(item, found)
  else if (typeof value === 'boolean' || isObject(value)) found.push(value)
}

function mapInPlace(value: unknown, map: MapSubschema, path: string): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown, index) => mapInPlace(item, map, `${path}/${String(index)}`))
  return typeof value === 'boolean' || isObject(value) ? map(value, path) : value
}
