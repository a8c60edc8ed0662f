import { followName } from './is-coercible.ts'
import { isObject } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

type SchemaObject = Readonly<Record<string, unknown>>

/**
 * An intersection whose sides refuse no member for being unknown to them: in JSON Schema, a closed side of an `allOf`
 * refuses what the other sides declare (2020-12 Core §10.3.2.3). A named schema that is closed stays so elsewhere: here,
 * what it says stands in its place.
 */
export function openMembers(schema: SchemaObject, root: JsonSchema): SchemaObject {
  if (!Array.isArray(schema.allOf)) return schema
  return { ...schema, ...open({ allOf: schema.allOf }, root, new Set()) }
}

/** @param outer the named schemas that it stands in */
function open(schema: SchemaObject, root: JsonSchema, outer: ReadonlySet<unknown>): SchemaObject {
  if (schema.$ref !== undefined) {
    const named = followName(schema, root)
    if (!isObject(named) || outer.has(named) || isOpen(named, root, new Set())) return schema
    const { $id: _, $defs: __, ...own } = named
    return open(own, root, new Set([...outer, named]))
  }
  const { additionalProperties, ...rest } = schema
  const opened: Record<string, unknown> = additionalProperties === false ? rest : { ...schema }
  for (const keyword of inPlace) {
    const list = schema[keyword]
    if (Array.isArray(list))
      opened[keyword] = list.map((part: unknown) => (isObject(part) ? open(part, root, outer) : part))
  }
  return opened
}

function isOpen(schema: unknown, root: JsonSchema, seen: Set<unknown>): boolean {
  const followed = followName(schema, root)
  if (!isObject(followed) || seen.has(followed)) return true
  seen.add(followed)
  if (followed.additionalProperties === false) return false
  return inPlace.every((keyword) => {
    const list = followed[keyword]
    return !Array.isArray(list) || list.every((one) => isOpen(one, root, seen))
  })
}

/** The lists whose schemas are about the same value. */
const inPlace = ['allOf', 'anyOf', 'oneOf'] as const
