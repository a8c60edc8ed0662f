import { isObject, mapSubschemas, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'

/**
 * A schema of OpenAPI 3.0, or of draft 7 as Fastify takes it, in the words of JSON Schema 2020-12, which OpenAPI 3.1
 * has. What is in these words already stays as it is.
 */
export function toSchema2020(schema: JsonSchema): JsonSchema {
  const mapped = mapSubschemas(schema, toSchema2020)
  if (typeof mapped === 'boolean') return mapped
  return [toExclusive, toPrefixItems, toDependents, toNullType, toExamples].reduce(
    (result, step) => step(result),
    withoutDialect(mapped),
  )
}

type SchemaObject = Readonly<Record<string, unknown>>

/** A schema that claims another dialect would be read by its rules (2020-12 Core §8.1.1). */
function withoutDialect(schema: SchemaObject): SchemaObject {
  const { $schema: _, ...rest } = schema
  return rest
}

/** Draft 4, and so OpenAPI 3.0, has a flag beside the limit. */
function toExclusive(schema: SchemaObject): SchemaObject {
  let result = schema
  for (const [flag, limit] of limits) {
    const { [flag]: isExclusive, [limit]: value, ...rest } = result
    if (typeof isExclusive !== 'boolean') continue
    result = value === undefined ? rest : { ...rest, [isExclusive ? flag : limit]: value }
  }
  return result
}

const limits = [
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
] as const

function toPrefixItems(schema: SchemaObject): SchemaObject {
  const { items, additionalItems, ...rest } = schema
  // Without a list in `items`, `additionalItems` says nothing (draft 7 Validation §6.4.2).
  if (!Array.isArray(items)) {
    return additionalItems === undefined ? schema : { ...rest, ...(items === undefined ? {} : { items }) }
  }
  return {
    ...rest,
    prefixItems: items as unknown,
    ...(additionalItems === undefined ? {} : { items: additionalItems }),
  }
}

function toDependents(schema: SchemaObject): SchemaObject {
  const { dependencies, ...rest } = schema
  if (!isObject(dependencies)) return schema
  const entries = Object.entries(dependencies)
  const needs = entries.filter(([, value]) => Array.isArray(value))
  const schemas = entries
    .filter(([, value]) => !Array.isArray(value))
    .map(([name, value]): [string, unknown] => [name, toSchema2020(toSchema(value))])
  return {
    ...rest,
    ...mergeMap('dependentRequired', rest, needs),
    ...mergeMap('dependentSchemas', rest, schemas),
  }
}

function mergeMap(keyword: string, held: SchemaObject, entries: readonly [string, unknown][]): SchemaObject {
  if (entries.length === 0) return {}
  const earlier = isObject(held[keyword]) ? held[keyword] : {}
  return { [keyword]: { ...Object.fromEntries(entries), ...earlier } }
}

/** `nullable` is of OpenAPI 3.0, where it counts beside a `type` only (3.0.3, Schema Object); Ajv knows it, too. */
function toNullType(schema: SchemaObject): SchemaObject {
  const { nullable, ...rest } = schema
  if (nullable !== true || rest.type === undefined) return nullable === undefined ? schema : rest
  if (isNullAlone(rest.enum)) {
    const { enum: _, ...others } = rest
    return { ...others, type: 'null' }
  }
  const types = [rest.type].flat()
  return types.includes('null') ? rest : { ...rest, type: [...types, 'null'] }
}

function isNullAlone(values: unknown): boolean {
  return Array.isArray(values) && values.length === 1 && values[0] === null
}

/** One `example` is the form of 3.0; 3.1 knows it yet, and deprecates it. */
function toExamples(schema: SchemaObject): SchemaObject {
  const { example, ...rest } = schema
  if (example === undefined) return schema
  return Array.isArray(rest.examples) ? rest : { ...rest, examples: [example] }
}
