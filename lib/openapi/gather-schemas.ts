import { isDeepStrictEqual } from 'node:util'
import { extractComponents, rewriteReferences, type Components } from '../schema/components.ts'
import { groupParts } from '../schema/group-parts.ts'
import { toDocumentName } from '../schema/safe-name.ts'
import { isObject, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'

/** The schemas that a derived document needs, gathered while its operations are written. */
export interface SchemaShelf {
  /**
   * Takes the named parts of a self-contained schema in.
   *
   * @param suffix what a name gets where a different schema has it already
   * @returns the schema, which refers to the shelf until `settle` is called
   */
  place(schema: JsonSchema, suffix: string): JsonSchema
  /** The document with its `components.schemas`: those that it reaches, and every reference naming one of them. */
  settle(document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
}

/** A shelf for a document that is derived from another; parts that are kept may refer to the other's schemas. */
export function gatherSchemas(original: Readonly<Record<string, unknown>>): SchemaShelf {
  const placed = new Map<string, JsonSchema>()
  /** The names that placed schemas had before they got suffixes. */
  const plain = new Map<string, string>()
  const components = isObject(original.components) ? original.components : {}
  const kept = isObject(components.schemas) ? components.schemas : {}

  const place = (schema: JsonSchema, suffix: string): JsonSchema => {
    const parts = new Map<string, JsonSchema>()
    const root = extractComponents(schema, parts)
    const names = new Map<string, string>()
    const write = (name: string): string => placedPrefix + (names.get(name) ?? toDocumentName(name))
    // What refers to a part that has another name is another schema, too: its name is chosen after that.
    for (const group of groupParts(parts)) chooseNames(group, parts, names, write, suffix)
    for (const [name, part] of parts) {
      const own = names.get(name) ?? name
      placed.set(own, rewriteReferences(part, write))
      plain.set(own, toDocumentName(name))
    }
    return rewriteReferences(root, write)
  }

  /** Gives all parts of a group the suffix until none of them has the name of a schema that is another one. */
  const chooseNames = (
    group: readonly string[],
    parts: Components,
    names: Map<string, string>,
    write: (name: string) => string,
    suffix: string,
  ): void => {
    const taken = new Set(names.values())
    for (const name of group) {
      const own = toFree(toDocumentName(name), suffix, taken)
      names.set(name, own)
      taken.add(own)
    }
    const isFree = (name: string): boolean => {
      const held = placed.get(names.get(name) ?? name)
      return held === undefined || isDeepStrictEqual(held, rewriteReferences(parts.get(name) ?? true, write))
    }
    while (!group.every(isFree)) {
      for (const name of group) {
        const next = toFree((names.get(name) ?? name) + suffix, suffix, taken)
        names.set(name, next)
        taken.add(next)
      }
    }
  }

  const settle = (document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
    const names = new Map<string, string>()
    const found = new Map<string, unknown>()
    const plainOf = new Map<string, string>()
    const nameOf = (reference: string): string => {
      const known = names.get(reference)
      if (known !== undefined) return known
      const own = reference.slice(reference.lastIndexOf('/') + 1)
      const isPlaced = reference.startsWith(placedPrefix)
      const schema = isPlaced ? placed.get(own) : toSchema(kept[own])
      const first = isPlaced ? (plain.get(own) ?? own) : own
      // Two schemas of one content and different names are two: a reader tells an id of a user by its name.
      const same = [...found].find(
        ([name, held]) => plainOf.get(name) === first && isDeepStrictEqual(held, schema),
      )
      const name = same?.[0] ?? chooseFree(own, found)
      names.set(reference, name)
      found.set(name, schema)
      plainOf.set(name, first)
      return name
    }
    const write = (reference: string): string => {
      const [whole, inside] = splitReference(reference)
      return keptPrefix + nameOf(whole) + inside
    }
    const settled = rewriteDeep(document, write)
    const schemas = new Map<string, unknown>()
    // Writing a schema may reach further ones, which the loop then finds at the end of the map.
    for (const [name, schema] of found) schemas.set(name, rewriteDeep(schema, write))
    const sorted = [...schemas].sort(([a], [b]) => (a < b ? -1 : 1))
    const rest = isObject(settled) ? settled : {}
    return {
      ...rest,
      components: {
        ...(isObject(rest.components) ? rest.components : {}),
        schemas: Object.fromEntries(sorted),
      },
    }
  }

  return { place, settle }
}

/** References to the shelf differ from those of the original document, since both may use a name. */
const placedPrefix = '#/placed/'
const keptPrefix = '#/components/schemas/'

/** A reference to a named schema, and the way from there to what is meant inside it. */
function splitReference(reference: string): readonly [string, string] {
  const start = reference.startsWith(placedPrefix) ? placedPrefix : keptPrefix
  const end = reference.indexOf('/', start.length)
  return end === -1 ? [reference, ''] : [reference.slice(0, end), reference.slice(end)]
}

function toFree(name: string, suffix: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? toFree(name + suffix, suffix, taken) : name
}

function chooseFree(name: string, taken: ReadonlyMap<string, unknown>): string {
  return taken.has(name) ? chooseFree(`${name}Current`, taken) : name
}

function rewriteDeep(value: unknown, write: (reference: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => rewriteDeep(item, write))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]): [string, unknown] => {
      const isReference =
        key === '$ref' &&
        typeof member === 'string' &&
        (member.startsWith(placedPrefix) || member.startsWith(keptPrefix))
      return [key, isReference ? write(member) : rewriteDeep(member, write)]
    }),
  )
}
