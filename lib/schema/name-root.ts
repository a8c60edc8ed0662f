import { toReference } from './components.ts'
import { isObject, mapSubschemas, toSchemaObject } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

/**
 * What zod has written, with a named schema among the definitions and a reference to it as the root.
 *
 * Before 4.5, zod writes the text of it as the root, where `#` is what it calls itself by. Before 4.4, each text has its
 * name in it, too, by a keyword of draft 4 that validators refuse.
 *
 * @param name the name of the schema that was written, if it has one
 */
export function nameRoot(written: JsonSchema, name: string | undefined): JsonSchema {
  const { $schema: _, $defs, ...text } = toSchemaObject(written)
  const parts = isObject($defs) ? $defs : {}
  if (name === undefined || Object.hasOwn(parts, name)) return withoutNames(written)
  const $ref = toReference(name)
  const point = (part: JsonSchema): JsonSchema => {
    const copy = mapSubschemas(part, point)
    return isObject(copy) && copy.$ref === '#' ? { ...copy, $ref } : copy
  }
  return withoutNames(point({ $ref, $defs: { ...parts, [name]: text } }))
}

function withoutNames(schema: JsonSchema): JsonSchema {
  const { $defs, ...root } = toSchemaObject(schema)
  if (!isObject($defs)) return schema
  const parts = Object.entries($defs).map(([name, part]) => {
    const { id, ...text } = isObject(part) ? part : { id: undefined }
    return [name, id === name ? text : part] as const
  })
  return { ...root, $defs: Object.fromEntries(parts) }
}
