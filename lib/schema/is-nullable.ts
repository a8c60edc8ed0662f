import type { Keywords } from './list-parts.ts'
import type { SchemaDialect } from './types.ts'

/**
 * Says whether a schema accepts null beside what its type does: by `nullable` of OpenAPI 3.0, or in Swagger 2.0, which
 * has no keyword for it, by the extension `x-nullable` that its generators of code agree on. Later versions have lists
 * of types.
 */
export function isNullable(schema: Keywords, dialect: SchemaDialect): boolean {
  if (dialect === 'openapi-3.1') return false
  return schema.nullable === true || (dialect === 'swagger-2.0' && schema['x-nullable'] === true)
}
