import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { toError } from '../errors.ts'
import { isObject, listSubschemas, mapSubschemas, toSchema, toSchemaObject } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

/** Named schemas, without definitions inside them: they refer to each other as `#/$defs/<name>`. */
export type Components = ReadonlyMap<string, JsonSchema>

const referenceForms = [/^#\/(?:\$defs|definitions|components\/schemas)\/([^/]+)$/, /^([^#/:]+)#?$/]

/** The name that a `$ref` means, in any of the forms `#/$defs/User`, `#/components/schemas/User`, `User#`. */
export function toComponentName(reference: unknown): string | undefined {
  if (typeof reference !== 'string') return undefined
  for (const form of referenceForms) {
    const name = form.exec(reference)?.[1]
    if (name !== undefined) return decodePointerPart(name)
  }
  return undefined
}

/** The reference to a named schema within one self-contained schema (RFC 6901 §3 and §6). */
export function toReference(name: string): string {
  return `#/$defs/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`
}

/**
 * Takes the named parts out of a schema: `$defs`, `definitions`, and subschemas that carry an `$id`. A schema that
 * refers to itself as `#` needs a name as well; where it has none, it is given one by what it says.
 *
 * @param tellWhere what an error adds to the name of two schemas
 * @returns the schema with references in their place; the parts are added to `components`
 * @throws TDM_SCHEMA_TAKEN where two of them have one name
 */
export function extractComponents(
  schema: JsonSchema,
  components: Map<string, JsonSchema>,
  tellWhere?: TellWhere,
): JsonSchema {
  if (typeof schema === 'boolean' || typeof schema.$id === 'string' || !refersToRoot(schema)) {
    return extract(schema, components, tellWhere)
  }
  return extract({ ...schema, $id: nameByContent(schema) }, components, tellWhere)
}

/** Says where the two schemas of one name are, as `, in GET /a and in GET /b`. */
export type TellWhere = (name: string) => string

function extract(
  unrooted: JsonSchema,
  components: Map<string, JsonSchema>,
  tellWhere?: TellWhere,
): JsonSchema {
  if (typeof unrooted === 'boolean') return unrooted
  const { $defs, definitions, $id, ...rest } = toUnrooted(unrooted)
  for (const parts of [$defs, definitions]) {
    if (!isObject(parts)) continue
    for (const [name, part] of Object.entries(parts))
      addComponent(name, toSchema(part), components, tellWhere)
  }
  if (typeof $id === 'string') {
    addComponent($id, rest, components, tellWhere)
    return { $ref: toReference($id) }
  }
  return withReferences(toTuple(rest), toReference, (subschema) => extract(subschema, components, tellWhere))
}

/** A tuple of draft 7, as TypeBox writes it, in the form of 2020-12 (Core §10.3.1.1). */
function toTuple(schema: SchemaObject): SchemaObject {
  if (!Array.isArray(schema.items)) return schema
  const { items, additionalItems, ...rest } = schema
  return {
    ...rest,
    prefixItems: items as unknown,
    ...(additionalItems === undefined ? {} : { items: additionalItems }),
  }
}

/**
 * Adds one named schema, and those that are named inside it.
 *
 * @throws TDM_SCHEMA_TAKEN where the name has another schema already
 */
export function addComponent(
  name: string,
  part: JsonSchema,
  components: Map<string, JsonSchema>,
  tellWhere?: TellWhere,
): void {
  const held = components.get(name)
  if (held === undefined) {
    // Held first, so that a part that refers to itself ends.
    components.set(name, unfinished)
    components.set(
      name,
      typeof part === 'boolean' ? part : extract(withoutName(part, name), components, tellWhere),
    )
  } else if (held !== unfinished && !isSame(held, part, name)) {
    throw toError('TDM_SCHEMA_TAKEN', name, tellWhere?.(name) ?? '')
  }
}

/** Stands for a schema that is being added. */
const unfinished: JsonSchema = {}

function isSame(held: JsonSchema, part: JsonSchema, name: string): boolean {
  return isDeepStrictEqual(
    held,
    typeof part === 'boolean' ? part : extract(withoutName(part, name), new Map()),
  )
}

/** A part that names itself, too, means itself by `#`; any other means the schema that it stands in. */
function withoutName(part: SchemaObject, name: string): SchemaObject {
  const { $id, ...rest } = typeof part.$id === 'string' ? toUnrooted({ ...part, $id: name }) : part
  return rest
}

type SchemaObject = Readonly<Record<string, unknown>>

/** A self-contained schema: the named schemas that it reaches stand in its `$defs`. */
export function bundle(schema: JsonSchema, resolve: (name: string) => JsonSchema | undefined): JsonSchema {
  if (typeof schema === 'boolean') return schema
  const definitions = new Map<string, JsonSchema>()
  const queue: JsonSchema[] = [schema]
  for (let part = queue.pop(); part !== undefined; part = queue.pop()) {
    for (const name of listReferences(part)) {
      const target = definitions.has(name) ? undefined : resolve(name)
      if (target === undefined) continue
      definitions.set(name, target)
      queue.push(target)
    }
  }
  if (definitions.size === 0) return schema
  return { ...schema, $defs: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))) }
}

/** The names of the schemas that a schema refers to, itself or in a subschema. */
export function listReferences(schema: JsonSchema): string[] {
  if (typeof schema === 'boolean') return []
  const name = toComponentName(schema.$ref)
  return [...(name === undefined ? [] : [name]), ...listSubschemas(schema).flatMap(listReferences)]
}

/** A copy of a schema with every reference to a named schema written another way. */
export function rewriteReferences(schema: JsonSchema, write: (name: string) => string): JsonSchema {
  return withReferences(schema, write, (subschema) => rewriteReferences(subschema, write))
}

function withReferences(
  schema: JsonSchema,
  write: (name: string) => string,
  map: (subschema: JsonSchema) => JsonSchema,
): JsonSchema {
  const copy = mapSubschemas(schema, map)
  if (typeof copy === 'boolean') return copy
  const name = toComponentName(copy.$ref)
  return name === undefined ? copy : { ...copy, $ref: write(name) }
}

/** A name for a schema without one: the same for the same text, so that documents do not vary. */
export function nameByContent(schema: JsonSchema): string {
  return `Unnamed-${createHash('sha256').update(JSON.stringify(schema)).digest('hex').slice(0, 8)}`
}

/** Says whether `#` is referred to inside, apart from parts with an `$id`, where it means the part. */
export function refersToRoot(schema: JsonSchema): boolean {
  if (typeof schema === 'boolean') return false
  return (
    schema.$ref === '#' ||
    listSubschemas(schema).some((part) => (!isObject(part) || part.$id === undefined) && refersToRoot(part))
  )
}

/** A schema with an `$id`, which refers to itself by that name instead of `#`. */
function toUnrooted(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { $id } = schema
  if (typeof $id !== 'string') return schema
  const rewrite = (part: JsonSchema): JsonSchema => {
    if (!isObject(part) || part.$id !== undefined) return part
    const copy = mapSubschemas(part, rewrite)
    return isObject(copy) && copy.$ref === '#' ? { ...copy, $ref: toReference($id) } : copy
  }
  const { $id: _, ...rest } = schema
  return { ...toSchemaObject(rewrite(rest)), $id }
}

/** A part of a JSON Pointer in a URI fragment, as the name that it means (RFC 6901 §6). */
export function decodePointerPart(part: string): string {
  if (!/[%~]/.test(part)) return part
  try {
    return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    // Not percent-encoded after all: a bare `%` is part of the name.
    return part
  }
}
