import { fragmentsOf } from './find-fragment.ts'
import type { JsonSchema, SchemaDialect, SchemaSource } from './types.ts'

/**
 * A schema that is a document of its own, as the source of what its references lead to: JSON Pointers, anchors, and
 * both behind the schema's own `$id`. What leads elsewhere leads nowhere.
 */
export function toSource(document: JsonSchema, dialect: SchemaDialect = 'openapi-3.1'): SchemaSource {
  const find = fragmentsOf(document, '#')
  const id = typeof document === 'object' ? document.$id : undefined
  return {
    dialect,
    resolve(reference) {
      const [file = '', fragment = ''] = reference.split('#', 2)
      if (file !== '' && file !== id) return undefined
      const found = find(decode(fragment))
      return isSchema(found?.value) ? { schema: found.value, pointer: found.pointer } : undefined
    },
  }
}

/** A pointer in a fragment is percent-encoded (RFC 6901 §6). */
function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'boolean' || (typeof value === 'object' && value !== null)
}
