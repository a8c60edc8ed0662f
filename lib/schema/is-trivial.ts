import { isKeywords, type Keywords } from './list-parts.ts'
import type { Part } from './shape.ts'

/** Says whether a schema accepts everything, and says no more. */
export function isTrivial(schema: Part['schema']): boolean {
  if (typeof schema === 'boolean') return schema
  for (const _ in schema) return false
  return true
}

/** Says whether an object is the schema of nothing, as generators write it: `{ not: {} }`. */
export function isNever(schema: Part['schema']): boolean {
  return isNeverWithin(schema, maximalNegations)
}

function isNeverWithin(schema: Part['schema'], depth: number): boolean {
  if (!isKeywords(schema)) return false
  const { not } = schema
  if (not === undefined || schema.$ref !== undefined) return false
  if (schema.nullable === true || schema['x-nullable'] === true) return false
  return not === true || (isKeywords(not) && (isTrivial(not) || isNeverInverted(not, depth)))
}

/** `{ not: … }` and no more, of what accepts nothing: that accepts everything. */
function isNeverInverted(schema: Keywords, depth: number): boolean {
  const [keyword, ...others] = Object.keys(schema)
  if (depth === 0 || keyword !== 'not' || others.length > 0) return false
  return schema.not === false || (isKeywords(schema.not) && isNeverWithin(schema.not, depth - 1))
}

/** Negations of negations are followed this far. */
const maximalNegations = 4
