import { decodePointerPart, nameByContent, toComponentName, toReference } from './components.ts'
import { resolveUri, type Base, type SchemaIndex } from './index-schemas.ts'
import { isObject, mapSubschemas, toSchemaObject } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

/**
 * A schema with every reference to a named schema in the form `#/$defs/<name>`, whether it was by an `$id`, by a URI
 * relative to one, by a pointer or by an anchor. What is referred to and has no name stands in the reference's place:
 * as a schema of its own there, which no change to the schema around the original concerns. What leads nowhere stays.
 *
 * @param index of the schema and of those that it may refer to
 */
export function settleReferences(schema: JsonSchema, index: SchemaIndex): JsonSchema {
  /** What is being written out, with the name that it gets where it refers to itself. */
  const open = new Map<JsonSchema, { name?: string }>()
  const hoisted = new Map<string, JsonSchema>()

  const walk = (part: JsonSchema, outer: Base | undefined): JsonSchema => {
    const base = index.baseOf(part) ?? outer
    const mapped = mapSubschemas(part, (inner) => walk(inner, base))
    if (base === undefined || !isObject(mapped) || typeof mapped.$ref !== 'string') return mapped
    const target = follow(mapped.$ref, base)
    return target === undefined ? mapped : join(mapped, target)
  }

  const follow = (reference: string, from: Base): JsonSchema | undefined => {
    const at = reference.indexOf('#')
    const id = at < 0 ? reference : reference.slice(0, at)
    const base =
      id === '' ? from : (index.findBase(resolveUri(id)) ?? index.findBase(resolveUri(id, from.uri)))
    const found =
      base === undefined ? undefined : findPart(base, at < 0 ? '' : reference.slice(at + 1), index)
    if (found !== undefined) return refer(found)
    // A definition by its bare name, or a shared schema as if it were a definition.
    const name = toComponentName(reference)
    const isKnown = name !== undefined && (isDefined(name, from.root) || index.findBase(name) !== undefined)
    return isKnown ? { $ref: toReference(name) } : undefined
  }

  const refer = ({ part, base }: Found): JsonSchema => {
    const name = index.nameOf(part)
    if (name !== undefined) return { $ref: toReference(name) }
    if (part === base.root) return { $ref: '#' }
    const known = open.get(part)
    if (known !== undefined) {
      known.name ??= nameByContent({ $defs: { part, root: base.root } })
      return { $ref: toReference(known.name) }
    }
    const entry: { name?: string } = {}
    open.set(part, entry)
    const written = walk(part, base)
    open.delete(part)
    if (entry.name === undefined) return written
    hoisted.set(entry.name, written)
    return { $ref: toReference(entry.name) }
  }

  const settled = walk(schema, undefined)
  if (hoisted.size === 0) return settled
  const { $defs, ...rest } = toSchemaObject(settled)
  return { ...rest, $defs: { ...(isObject($defs) ? $defs : {}), ...Object.fromEntries(hoisted) } }
}

interface Found {
  readonly part: JsonSchema
  /** What references in it start from. */
  readonly base: Base
}

/** What a fragment leads to: a JSON Pointer (RFC 6901 §6), or an anchor. */
function findPart(base: Base, fragment: string, index: SchemaIndex): Found | undefined {
  if (fragment !== '' && !fragment.startsWith('/')) {
    const part = base.anchors.get(fragment)
    return part === undefined ? undefined : { part, base }
  }
  let part: unknown = base.root
  let from = base
  for (const key of fragment.split('/').slice(1).map(decodePointerPart)) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, key)) return undefined
    part = Reflect.get(part, key) as unknown
    from = index.baseOf(part) ?? from
  }
  return isObject(part) || typeof part === 'boolean' ? { part, base: from } : undefined
}

function isDefined(name: string, root: JsonSchema): boolean {
  return (
    isObject(root) &&
    [root.$defs, root.definitions].some((held) => isObject(held) && Object.hasOwn(held, name))
  )
}

/** What stands beside a reference holds as well, as it does for the validators of Fastify. */
function join({ $ref: _, ...beside }: Readonly<Record<string, unknown>>, target: JsonSchema): JsonSchema {
  if (Object.keys(beside).length === 0) return target
  if (isObject(target) && typeof target.$ref === 'string' && Object.keys(target).length === 1) {
    return { ...beside, $ref: target.$ref }
  }
  const others: readonly unknown[] = Array.isArray(beside.allOf) ? beside.allOf : []
  return { ...beside, allOf: [...others, target] }
}
