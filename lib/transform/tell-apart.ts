import { listFields } from '../schema/object-fields.ts'
import { isObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Part } from './list-alternatives.ts'

/** What tells a branch of a union from the others. */
export interface Signature {
  /** The JSON types that it allows; `undefined` for all of them. */
  readonly types: ReadonlySet<string> | undefined
  /** The required properties that have values, or types, of their own. */
  readonly tags: ReadonlyMap<string, Tag>
}

/** What a property of a branch may hold. */
export interface Tag {
  /** The values that are allowed; `undefined` where the schema lists none. */
  readonly values: ReadonlySet<unknown> | undefined
  /** Their JSON types. */
  readonly types: ReadonlySet<string>
}

/** Reads from the schemas of a branch what tells its values from those of others. */
export function toSignature(parts: readonly Part[], resolve: (schema: JsonSchema) => JsonSchema): Signature {
  let types: ReadonlySet<string> | undefined
  const tags = new Map<string, Tag>()
  const required = new Set(
    parts.flatMap(({ schema }) => (Array.isArray(schema.required) ? (schema.required as unknown[]) : [])),
  )
  for (const { schema } of parts) {
    types = intersect(types, listTypes(schema))
    for (const { name, schema: field } of listFields(schema)) {
      const held = resolve(field)
      if (!isObject(held) || !required.has(name)) continue
      const tag = tags.get(name)
      const values = intersect(tag?.values, listValues(held))
      const heldTypes = intersect(tag?.types, listTypes(held))
      if (heldTypes !== undefined) tags.set(name, { values, types: heldTypes })
    }
  }
  return { types, tags }
}

/** Says whether no value can belong to both of two branches. */
export function areApart(first: Signature, second: Signature): boolean {
  if (first.types && second.types && isDisjoint(first.types, second.types)) return true
  return [...first.tags].some(([name, tag]) => {
    const other = second.tags.get(name)
    if (other === undefined) return false
    if (isDisjoint(tag.types, other.types)) return true
    return tag.values !== undefined && other.values !== undefined && isDisjoint(tag.values, other.values)
  })
}

/** Says whether a value looks like one of a branch, as far as the branch is told from others. */
export function matches({ types, tags }: Signature, value: unknown): boolean {
  if (types !== undefined && !types.has(typeOf(value))) return false
  for (const [name, tag] of tags) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return false
    const member = value[name]
    if (tag.values === undefined ? !tag.types.has(typeOf(member)) : !tag.values.has(member)) return false
  }
  return true
}

/** The JSON type of a value; integers are numbers. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function intersect<Item>(
  first: ReadonlySet<Item> | undefined,
  second: ReadonlySet<Item> | undefined,
): ReadonlySet<Item> | undefined {
  if (first === undefined || second === undefined) return first ?? second
  return new Set([...first].filter((item) => second.has(item)))
}

function listTypes(schema: Readonly<Record<string, unknown>>): ReadonlySet<string> | undefined {
  if (typeof schema.type === 'string') return new Set([schema.type === 'integer' ? 'number' : schema.type])
  if (Array.isArray(schema.type)) {
    return new Set(schema.type.map((type) => (type === 'integer' ? 'number' : String(type))))
  }
  const values = listValues(schema)
  if (values !== undefined) return new Set([...values].map(typeOf))
  return isObject(schema.properties) ? new Set(['object']) : undefined
}

function listValues(schema: Readonly<Record<string, unknown>>): ReadonlySet<unknown> | undefined {
  const values: unknown = 'const' in schema ? [schema.const] : schema.enum
  // Lists and objects are not told apart by identity, as members of a set are.
  const isTelling =
    Array.isArray(values) && values.every((value) => typeof value !== 'object' || value === null)
  return isTelling ? new Set<unknown>(values) : undefined
}

function isDisjoint(first: ReadonlySet<unknown>, second: ReadonlySet<unknown>): boolean {
  return [...first].every((value) => !second.has(value))
}

/**
 * Leaves in each signature what is needed: properties with values of their own, and a property's type only where
 * it alone tells two branches apart. A handler may hold a date where its schema has a text.
 */
export function settleSignatures(signatures: readonly Signature[]): readonly Signature[] {
  return signatures.map((signature, index) => ({
    types: signature.types,
    tags: new Map(
      [...signature.tags].filter(
        ([name, { values, types }]) =>
          values !== undefined ||
          signatures.some((other, place) => {
            const tag = other.tags.get(name)
            return place !== index && tag !== undefined && isDisjoint(types, tag.types)
          }),
      ),
    ),
  }))
}
