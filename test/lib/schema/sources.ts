import type { JsonSchema, LocatedSchema, SchemaDialect, SchemaSource } from '../../../lib/schema/index.ts'

/** A document as a source of schemas: references are looked up in it by pointer. */
export function toSource(document: unknown, dialect: SchemaDialect = 'openapi-3.1'): SchemaSource {
  return {
    dialect,
    resolve(reference) {
      let node = document
      for (const token of reference.split('/').slice(1)) {
        const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
        if (typeof node !== 'object' || node === null) return undefined
        node = (node as Record<string, unknown>)[name]
      }
      return isSchema(node) ? { schema: node, pointer: reference } : undefined
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
