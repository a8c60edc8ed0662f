import { fragmentsOf } from '../../../lib/openapi/find-fragment.ts'
import type { JsonSchema, LocatedSchema, SchemaDialect, SchemaSource } from '../../../lib/schema/index.ts'

/** A document as a source of schemas. */
export function toSource(document: unknown, dialect: SchemaDialect = 'openapi-3.1'): SchemaSource {
  const find = fragmentsOf(document, '#')
  return {
    dialect,
    resolve(reference) {
      const found = find(reference.slice(1))
      return isSchema(found?.value) ? { schema: found.value, pointer: found.pointer } : undefined
    },
  }
}

/** A schema that is the whole of its document. */
export function toRoot(schema: JsonSchema): LocatedSchema {
  return { schema, pointer: '#' }
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'boolean' || (typeof value === 'object' && value !== null)
}
