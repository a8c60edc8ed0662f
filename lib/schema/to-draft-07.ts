import { mapSubschemas } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

/**
 * A schema for validators of draft 7, which Fastify has: a tuple is a list in `items` there (JSON Schema
 * 2019-09 Validation §6.4 against 2020-12 Core §10.3.1).
 */
export function toDraft07(schema: JsonSchema): JsonSchema {
  const mapped = mapSubschemas(schema, toDraft07)
  if (typeof mapped === 'boolean' || !Array.isArray(mapped.prefixItems)) return mapped
  const { prefixItems, items, ...rest } = mapped
  return { ...rest, items: prefixItems, ...(items === undefined ? {} : { additionalItems: items }) }
}
