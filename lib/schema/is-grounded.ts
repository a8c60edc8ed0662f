import type { Part } from './shape.ts'
import { type Keywords, listParts, mapParts, toPart } from './list-parts.ts'

type Schema = Part['schema']

/**
 * Says whether no value of any of these schemas needs another one inside it without end: else none is finite, and the
 * schema accepts nothing. What one of them requires counts for all, since several may hold at one place.
 */
export function isGrounded(parts: readonly Part[]): boolean {
  const required = new Set(parts.flatMap(({ schema }) => listRequired(schema)))
  const hasItems = parts.some(({ schema }) => typeof schema !== 'boolean' && Number(schema.minItems) > 0)
  const open = new Map<Schema, number>()
  const needing = new Map<Schema, Schema[]>()
  for (const part of parts) {
    const needed = listNeeded(part, required, hasItems)
    open.set(part.schema, needed.length)
    for (const schema of needed) {
      const list = needing.get(schema)
      if (list === undefined) needing.set(schema, [part.schema])
      else list.push(part.schema)
    }
  }
  // What needs nothing more is done, and so may be what needed it.
  const done = [...open].flatMap(([schema, count]) => (count === 0 ? [schema] : []))
  for (const schema of done) {
    for (const parent of needing.get(schema) ?? []) {
      const count = (open.get(parent) ?? 0) - 1
      open.set(parent, count)
      if (count === 0) done.push(parent)
    }
  }
  return done.length === open.size
}

function listNeeded(part: Part, required: ReadonlySet<string>, hasItems: boolean): readonly Schema[] {
  const { schema, side } = part
  if (typeof schema === 'boolean') return []
  const target = typeof schema.$ref === 'string' ? side.resolve(schema.$ref) : undefined
  const properties = [...mapParts(part, schema, 'properties')].filter(([name]) => required.has(name))
  const others = required.size > 0 ? listOf(part, schema, ['additionalProperties']) : []
  const items = hasItems ? listOf(part, schema, ['items', 'additionalItems']) : []
  const prefix = hasItems
    ? ['items', 'prefixItems'].flatMap((keyword) => listParts(part, schema, keyword))
    : []
  const all = [...listParts(part, schema, 'allOf'), ...properties.map(([, property]) => property)]
  const needed = [...all, ...others, ...items, ...prefix, ...(target === undefined ? [] : [target])]
  return needed.map((one) => one.schema)
}

function listOf(part: Part, schema: Keywords, keywords: readonly string[]): readonly Part[] {
  return keywords.flatMap((keyword) => toPart(part, schema, keyword) ?? [])
}

function listRequired(schema: Schema): readonly string[] {
  if (typeof schema === 'boolean' || !Array.isArray(schema.required)) return []
  return schema.required.filter((name) => typeof name === 'string')
}
