import type { Part } from './shape.ts'

/** The keywords of a schema that is not a boolean. */
export type Keywords = Readonly<Record<string, unknown>>

/** The schema that a keyword holds; `undefined` where it holds none. */
export function toPart(parent: Part, keywords: Keywords, keyword: string): Part | undefined {
  return toSchemaPart(parent, keywords[keyword], keyword)
}

/** The schemas of a keyword that holds a list of them. */
export function listParts(parent: Part, keywords: Keywords, keyword: string): readonly Part[] {
  const list = keywords[keyword]
  if (!Array.isArray(list)) return []
  return list.flatMap((schema, index) => toSchemaPart(parent, schema, `${keyword}/${index}`) ?? [])
}

/** The schemas of a keyword that holds a map of them. */
export function mapParts(parent: Part, keywords: Keywords, keyword: string): ReadonlyMap<string, Part> {
  const map = keywords[keyword]
  const parts = new Map<string, Part>()
  if (!isKeywords(map)) return parts
  for (const [name, schema] of Object.entries(map)) {
    const part = toSchemaPart(parent, schema, `${keyword}/${toPointerToken(name)}`)
    if (part !== undefined) parts.set(name, part)
  }
  return parts
}

/** Says whether a value is an object, and so can be a schema with keywords. */
export function isKeywords(value: unknown): value is Keywords {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Escapes a name for a JSON Pointer (RFC 6901 §3). */
export function toPointerToken(name: string): string {
  // Most are plain names, and there are many of them.
  if (!name.includes('/') && !name.includes('~')) return name
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

function toSchemaPart(parent: Part, schema: unknown, path: string): Part | undefined {
  if (typeof schema !== 'boolean' && !isKeywords(schema)) return undefined
  return { schema, pointer: `${parent.pointer}/${path}`, side: parent.side }
}
