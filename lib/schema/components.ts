import type { JsonSchema } from './types.ts'

/** Named schemas, without their definitions inside: they refer to each other as `#/$defs/<name>`. */
export type Components = ReadonlyMap<string, JsonSchema>

const referenceForms = [/^#\/(?:\$defs|definitions|components\/schemas)\/([^/]+)$/, /^([^#/:]+)#?$/]

/** The name that a `$ref` means, in any of the forms `#/$defs/User`, `#/components/schemas/User`, `User#`. */
export function toComponentName(reference: string): string | undefined {
  for (const form of referenceForms) {
    const name = form.exec(reference)?.[1]
    if (name !== undefined) return decodePointerPart(name)
  }
  return undefined
}

/** The reference to a named schema within one self-contained schema. */
export function toReference(name: string): string {
  return `#/$defs/${encodePointerPart(name)}`
}

/** Escapes a name for use between the slashes of a JSON Pointer in a URI fragment (RFC 6901 §3 and §6). */
export function encodePointerPart(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))
}

/**
 * Takes the named parts out of a schema: `$defs`, `definitions`, and objects that carry an `$id`.
 *
 * @returns the schema with references in their place; the parts are added to `components`
 */
export function extractComponents(schema: JsonSchema, components: Map<string, JsonSchema>): JsonSchema {
  if (typeof schema === 'boolean') return schema
  const { $defs, definitions, ...rest } = schema
  for (const definitionsOf of [$defs, definitions]) {
    if (!isObject(definitionsOf)) continue
    for (const [name, part] of Object.entries(definitionsOf)) addComponent(name, part, components)
  }
  return toSchema(replaceNamed(rest, components))
}

/** Adds one named schema, with the names inside it. A name that is taken keeps its first schema. */
export function addComponent(name: string, part: unknown, components: Map<string, JsonSchema>): void {
  if (components.has(name)) return
  components.set(name, true)
  const { $id: _, ...rest } = isObject(part) ? part : {}
  components.set(name, typeof part === 'boolean' ? part : extractComponents(rest, components))
}

/** A self-contained schema: the named schemas that it reaches stand in its `$defs`. */
export function bundle(schema: JsonSchema, resolve: (name: string) => JsonSchema | undefined): JsonSchema {
  if (typeof schema === 'boolean') return schema
  const definitions = new Map<string, JsonSchema>()
  const queue: unknown[] = [schema]
  for (let part = queue.pop(); part !== undefined; part = queue.pop()) {
    for (const name of listReferences(part)) {
      if (definitions.has(name)) continue
      const target = resolve(name)
      if (target === undefined) continue
      definitions.set(name, target)
      queue.push(target)
    }
  }
  if (definitions.size === 0) return schema
  return { ...schema, $defs: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))) }
}

/** The names of the schemas that a schema refers to directly. */
export function listReferences(schema: unknown): string[] {
  const names: string[] = []
  walkSchema(schema, (node) => {
    const name = typeof node.$ref === 'string' ? toComponentName(node.$ref) : undefined
    if (name !== undefined) names.push(name)
  })
  return names
}

/** A copy of a schema with every reference written another way. */
export function rewriteReferences(schema: JsonSchema, write: (name: string) => string): JsonSchema {
  return toSchema(rewrite(schema, write))
}

/** Says whether a value is an object of JSON: neither null nor an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Keywords whose values are data, in which a `$ref` is just a member of that name. */
const dataKeywords = new Set(['const', 'enum', 'default', 'example', 'examples'])

function rewrite(part: unknown, write: (name: string) => string): unknown {
  if (Array.isArray(part)) return part.map((item) => rewrite(item, write))
  if (!isObject(part)) return part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      if (dataKeywords.has(key)) return [key, value]
      if (key === '$ref' && typeof value === 'string') {
        const name = toComponentName(value)
        return [key, name === undefined ? value : write(name)]
      }
      return [key, rewrite(value, write)]
    }),
  )
}

function replaceNamed(part: unknown, components: Map<string, JsonSchema>): unknown {
  if (Array.isArray(part)) return part.map((item) => replaceNamed(item, components))
  if (!isObject(part)) return part
  if (typeof part.$id === 'string' && ('type' in part || 'properties' in part || 'enum' in part)) {
    addComponent(part.$id, part, components)
    return { $ref: toReference(part.$id) }
  }
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      if (dataKeywords.has(key)) return [key, value]
      if (key === '$ref' && typeof value === 'string') {
        const name = toComponentName(value)
        return [key, name === undefined ? value : toReference(name)]
      }
      return [key, replaceNamed(value, components)]
    }),
  )
}

function walkSchema(part: unknown, visit: (node: Readonly<Record<string, unknown>>) => void): void {
  if (Array.isArray(part)) {
    for (const item of part) walkSchema(item, visit)
  } else if (isObject(part)) {
    visit(part)
    for (const [key, value] of Object.entries(part)) if (!dataKeywords.has(key)) walkSchema(value, visit)
  }
}

function decodePointerPart(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    // Not percent-encoded after all: a bare `%` is part of the name.
    return part
  }
}

function toSchema(value: unknown): JsonSchema {
  return typeof value === 'boolean' || isObject(value) ? value : true
}
