import { toPointerToken } from './list-parts.ts'
import { isObject } from './subschemas.ts'
import { unescapeToken } from './unescape-token.ts'

/** What a fragment of a reference leads to. */
export interface Found {
  readonly value: unknown
  /** Where it stands, as a JSON Pointer fragment. */
  readonly pointer: string
  /** It stands in a schema that was written as a document of its own, and not where the reference says. */
  readonly isOfSchema?: true
}

/** Finds what fragments lead to in one file: JSON Pointers (RFC 6901), anchors, and definitions of single schemas. */
export function fragmentsOf(tree: unknown, base: string): (fragment: string) => Found | undefined {
  let index: Index | undefined
  return (fragment) => {
    if (fragment === '' || fragment.startsWith('/')) {
      const found = walkPointer(tree, fragment, base)
      const definition = found === undefined ? /^\/(\$defs|definitions)\/([^/]+)$/.exec(fragment) : null
      if (definition === null) return found
      index ??= indexTree(tree, base)
      const [, keyword = '', name = ''] = definition
      const place = unescapeToken(name)
      return single(index.definitions.get(`${keyword} ${place}`) ?? [])
    }
    index ??= indexTree(tree, base)
    const anchors = index.anchors.get(fragment)
    if (anchors !== undefined) return anchors[0]
    // Which one of several is meant would hang on the way that led to it.
    return single(index.dynamicAnchors.get(fragment) ?? [])
  }
}

interface Index {
  /** By `$anchor` (JSON Schema 2020-12 §8.2.2). */
  readonly anchors: ReadonlyMap<string, readonly Found[]>
  /** By `$dynamicAnchor`. */
  readonly dynamicAnchors: ReadonlyMap<string, readonly Found[]>
  /** By the keyword that holds them and their name. */
  readonly definitions: ReadonlyMap<string, readonly Found[]>
}

function indexTree(tree: unknown, base: string): Index {
  const index = {
    anchors: new Map<string, Found[]>(),
    dynamicAnchors: new Map<string, Found[]>(),
    definitions: new Map<string, Found[]>(),
  }
  const add = (map: Map<string, Found[]>, name: unknown, found: Found): void => {
    if (typeof name !== 'string') return
    const held = map.get(name)
    if (held === undefined) map.set(name, [found])
    else held.push(found)
  }
  const seen = new Set<unknown>([tree])
  const visits: Found[] = [{ value: tree, pointer: base }]
  for (const { value, pointer } of visits) {
    if (typeof value !== 'object' || value === null) continue
    if (!Array.isArray(value)) {
      add(index.anchors, Reflect.get(value, '$anchor'), { value, pointer })
      add(index.dynamicAnchors, Reflect.get(value, '$dynamicAnchor'), { value, pointer })
    }
    for (const [key, held] of Object.entries(value) as Iterable<[string, unknown]>) {
      const at = `${pointer}/${toPointerToken(key)}`
      if ((key === '$defs' || key === 'definitions') && isObject(held)) {
        // In a schema with an identifier of its own, references start from it (JSON Schema 2020-12, core §8.2.1).
        const isMeant = !Array.isArray(value) && typeof Reflect.get(value, '$id') === 'string'
        for (const [name, schema] of Object.entries(held)) {
          add(index.definitions, `${key} ${name}`, {
            value: schema,
            pointer: `${at}/${toPointerToken(name)}`,
            ...(isMeant ? {} : { isOfSchema: true }),
          })
        }
      }
      if (typeof held !== 'object' || held === null || seen.has(held)) continue
      seen.add(held)
      visits.push({ value: held, pointer: at })
    }
  }
  return index
}

function single(found: readonly Found[]): Found | undefined {
  return found.length === 1 ? found[0] : undefined
}

function walkPointer(tree: unknown, fragment: string, pointer: string): Found | undefined {
  let value = tree
  let at = pointer
  for (const escaped of fragment.split('/').slice(1)) {
    const segment = unescapeToken(escaped)
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined
    value = Reflect.get(value, segment)
    at += `/${toPointerToken(segment)}`
  }
  return { value, pointer: at }
}
