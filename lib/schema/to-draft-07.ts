import { isObject, mapSubschemas } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

/**
 * A schema for validators of draft 7, which Fastify has: a tuple is a list in `items` there (JSON Schema
 * 2019-09 Validation §6.4 against 2020-12 Core §10.3.1), and what depends on a field stands in `dependencies`
 * (draft 7 Validation §6.5.7 against 2020-12 Validation §6.5.4).
 */
export function toDraft07(schema: JsonSchema): JsonSchema {
  const mapped = mapSubschemas(schema, toDraft07)
  return typeof mapped === 'boolean' ? mapped : toItems(toDependencies(mapped))
}

type SchemaObject = Readonly<Record<string, unknown>>

function toItems(schema: SchemaObject): SchemaObject {
  if (!Array.isArray(schema.prefixItems)) return schema
  const { prefixItems, items, ...rest } = schema
  // A list of no items is no schema there.
  if (prefixItems.length === 0) return items === undefined ? rest : { ...rest, items }
  return { ...rest, items: prefixItems, ...(items === undefined ? {} : { additionalItems: items }) }
}

function toDependencies(schema: SchemaObject): SchemaObject {
  const { dependentRequired, dependentSchemas, dependencies, ...rest } = schema
  if (dependentRequired === undefined && dependentSchemas === undefined) return schema
  const held = [dependencies, dependentRequired, dependentSchemas].filter(isObject)
  const names = new Set(held.flatMap((one) => Object.keys(one)))
  const merged = [...names].map((name) => {
    const own = held.flatMap((one) => (Object.hasOwn(one, name) ? [one[name]] : []))
    const schemas = own.map((one) => (Array.isArray(one) ? { required: one } : one))
    return [name, own.length === 1 ? own[0] : { allOf: schemas }]
  })
  return { ...rest, dependencies: Object.fromEntries(merged) as unknown }
}
