import { isDeepStrictEqual } from 'node:util'
import { extractComponents, rewriteReferences, toComponentName } from '../schema/components.ts'
import { isObject, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'

/** The `components.schemas` of a document that is being derived. */
export interface SchemaShelf {
  /**
   * Puts the named parts of a self-contained schema on the shelf.
   *
   * @param suffix what a name gets where another schema has it already
   * @returns the schema, which refers to the shelf
   */
  place(schema: JsonSchema, suffix: string): JsonSchema
  /** The schemas on the shelf that a document reaches, by their names. */
  reachable(document: Readonly<Record<string, unknown>>): Readonly<Record<string, JsonSchema>>
}

/** A shelf that holds what a document's own parts refer to, under the names that were given to them. */
export function gatherSchemas(document: Readonly<Record<string, unknown>>): SchemaShelf {
  const components = isObject(document.components) ? document.components : {}
  const held = new Map<string, JsonSchema>()
  for (const [name, schema] of Object.entries(isObject(components.schemas) ? components.schemas : {})) {
    held.set(name, toSchema(schema))
  }

  const place = (schema: JsonSchema, suffix: string): JsonSchema => {
    const parts = new Map<string, JsonSchema>()
    const root = extractComponents(schema, parts)
    const names = new Map<string, string>()
    for (const [name, part] of parts) names.set(name, chooseName(name, part, suffix))
    const write = (name: string): string => `#/components/schemas/${names.get(name) ?? name}`
    for (const [name, part] of parts) held.set(names.get(name) ?? name, rewriteReferences(part, write))
    return rewriteReferences(root, write)
  }

  const chooseName = (name: string, part: JsonSchema, suffix: string): string => {
    const written = rewriteReferences(part, (reference) => `#/components/schemas/${reference}`)
    for (const candidate of [name, `${name}${suffix}`]) {
      const taken = held.get(candidate)
      if (taken === undefined || isDeepStrictEqual(taken, written)) return candidate
    }
    return chooseName(`${name}${suffix}`, part, suffix)
  }

  const reachable = (root: Readonly<Record<string, unknown>>): Readonly<Record<string, JsonSchema>> => {
    const found = new Set<string>()
    const queue: unknown[] = [root]
    while (queue.length > 0) {
      for (const name of listNames(queue.pop())) {
        if (found.has(name)) continue
        found.add(name)
        queue.push(held.get(name))
      }
    }
    return Object.fromEntries(
      [...held].filter(([name]) => found.has(name)).sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  }

  return { place, reachable }
}

/** The names in every `$ref` below a value, schema or not. */
function listNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(listNames)
  if (!isObject(value)) return []
  const name =
    typeof value.$ref === 'string' && value.$ref.includes('/schemas/')
      ? toComponentName(value.$ref)
      : undefined
  return [...(name === undefined ? [] : [name]), ...Object.values(value).flatMap(listNames)]
}
