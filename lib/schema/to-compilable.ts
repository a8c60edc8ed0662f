import { rewriteReferences } from './components.ts'
import { toSafeName } from './safe-name.ts'
import { isObject, toSchemaObject } from './subschemas.ts'
import { toDraft07 } from './to-draft-07.ts'
import type { JsonSchema } from './types.ts'

/**
 * A self-contained schema as the compilers of Fastify take it: of draft 7, as an object, and with names for its
 * definitions that no reference has to escape, since fast-json-stringify does not decode them (RFC 6901 §6).
 */
export function toCompilable(schema: JsonSchema): Readonly<Record<string, unknown>> {
  return toSchemaObject(toDraft07(withSafeNames(schema)))
}

function withSafeNames(schema: JsonSchema): JsonSchema {
  if (!isObject(schema) || !isObject(schema.$defs)) return schema
  const names = Object.keys(schema.$defs)
  if (names.every((name) => toSafeName(name) === name)) return schema
  const rewritten = rewriteReferences(schema, (name) => `#/$defs/${toSafeName(name)}`)
  const { $defs, ...rest } = toSchemaObject(rewritten)
  const parts = Object.entries(isObject($defs) ? $defs : {})
  return { ...rest, $defs: Object.fromEntries(parts.map(([name, part]) => [toSafeName(name), part])) }
}
