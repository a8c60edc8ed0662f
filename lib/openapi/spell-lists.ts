import { isDeepStrictEqual } from 'node:util'
import { isObject } from '../schema/subschemas.ts'
import { withBranches } from './spell-conditions.ts'
import type { Writing } from './to-schema-3-0.ts'

type SchemaObject = Readonly<Record<string, unknown>>

/**
 * Lists and maps in the words of OpenAPI 3.0, whose `items` and `additionalProperties` hold for all items and names
 * alike. What that cannot say is kept as `x-<keyword>`.
 */
export function withoutLists(schema: SchemaObject, note: Writing['note']): SchemaObject {
  return [withoutTuple, withoutContains, withoutPatterns, withoutNames, withoutUnevaluated].reduce(
    (result, step) => step(result, note),
    schema,
  )
}

/** A tuple is a list each of whose items is one of those: which one where, 3.0 cannot say. */
function withoutTuple(schema: SchemaObject, note: Writing['note']): SchemaObject {
  const { prefixItems, items, ...rest } = schema
  if (!Array.isArray(prefixItems)) return schema
  note('prefixItems')
  const places = prefixItems as readonly unknown[]
  const isClosed = isImpossible(items)
  const distinct = [...places, ...(isClosed ? [] : [items ?? {}])].filter(
    (one, index, all) => all.findIndex((other) => isDeepStrictEqual(other, one)) === index,
  )
  const { maxItems } = rest
  const length = Math.min(typeof maxItems === 'number' ? maxItems : Infinity, places.length)
  return {
    ...rest,
    ...(isClosed ? { maxItems: length } : {}),
    items: distinct.some(isAnything) ? {} : distinct.length === 1 ? distinct[0] : { anyOf: distinct },
    'x-prefixItems': places,
  }
}

/** Some item is so where not all items are otherwise. */
function withoutContains(schema: SchemaObject): SchemaObject {
  const { contains, minContains, maxContains, ...rest } = schema
  if (contains === undefined) return schema
  const counts = {
    ...(minContains === undefined || minContains === 1 || minContains === 0 ? {} : { minContains }),
    ...(maxContains === undefined ? {} : { maxContains }),
  }
  const isCounted = Object.keys(counts).length > 0
  const some = { not: { type: 'array', items: { not: contains } } }
  return withBranches(
    { ...rest, ...(isCounted ? { contains, ...counts } : {}) },
    minContains === 0 ? [] : [some],
  )
}

/** What a pattern allows under some names is allowed under all that are not listed. */
function withoutPatterns(schema: SchemaObject, note: Writing['note']): SchemaObject {
  const { patternProperties, additionalProperties, ...rest } = schema
  if (!isObject(patternProperties)) return schema
  const patterns = Object.values(patternProperties)
  if (patterns.length === 0)
    return { ...rest, ...(additionalProperties === undefined ? {} : { additionalProperties }) }
  note('patternProperties')
  const others = isImpossible(additionalProperties) ? [] : [additionalProperties ?? {}]
  const allowed = [...patterns, ...others]
  return {
    ...rest,
    additionalProperties: allowed.some(isAnything)
      ? {}
      : allowed.length === 1
        ? allowed[0]
        : { anyOf: allowed },
    'x-patternProperties': patternProperties,
  }
}

/** Names from a fixed list are properties, and no others are allowed. */
function withoutNames(schema: SchemaObject): SchemaObject {
  const { propertyNames, ...rest } = schema
  if (!isObject(propertyNames)) return schema
  // Every name is a string.
  if (isAnything(propertyNames) || isDeepStrictEqual(propertyNames, { type: 'string' })) return rest
  const { type, enum: names, ...more } = propertyNames
  const isList = Array.isArray(names) && names.every((name) => typeof name === 'string')
  if (!isList || (type !== undefined && type !== 'string') || Object.keys(more).length > 0) return schema
  const held = isObject(rest.properties) ? rest.properties : {}
  if (!Object.keys(held).every((name) => names.includes(name))) return schema
  const others = isImpossible(rest.additionalProperties) ? { not: {} } : (rest.additionalProperties ?? {})
  const added = names.filter((name) => !Object.hasOwn(held, name)).map((name) => [name, others] as const)
  return { ...rest, properties: { ...held, ...Object.fromEntries(added) }, additionalProperties: false }
}

/** Where no other schema has a say in an object, what nothing evaluates is what is not listed. */
function withoutUnevaluated(schema: SchemaObject): SchemaObject {
  const { unevaluatedProperties, ...rest } = schema
  const isAlone =
    unevaluatedProperties !== undefined &&
    rest.additionalProperties === undefined &&
    ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'x-if', 'dependentSchemas', '$ref', '$dynamicRef'].every(
      (keyword) => rest[keyword] === undefined,
    )
  return isAlone ? { ...rest, additionalProperties: unevaluatedProperties } : schema
}

/** Whether a schema, as 3.0 writes it, accepts everything. */
function isAnything(schema: unknown): boolean {
  return schema === true || (isObject(schema) && Object.keys(schema).length === 0)
}

/** Whether a schema, as 3.0 writes it, accepts nothing. */
function isImpossible(schema: unknown): boolean {
  return schema === false || isDeepStrictEqual(schema, { not: {} })
}
