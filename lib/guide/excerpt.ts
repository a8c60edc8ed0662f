import { isDeepStrictEqual } from 'node:util'
import { isObject } from '../schema/subschemas.ts'

/** The parts of two bodies that differ: members that are equal on both sides are left out. */
export function toExcerpt(
  before: unknown,
  after: unknown,
): { readonly before: unknown; readonly after: unknown } {
  if (isObject(before) && isObject(after)) return excerptObjects(before, after)
  if (Array.isArray(before) && Array.isArray(after) && before.length > 0 && after.length > 0) {
    const first = toExcerpt(before[0], after[0])
    return { before: [first.before], after: [first.after] }
  }
  return { before, after }
}

function excerptObjects(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): { readonly before: unknown; readonly after: unknown } {
  const old: [string, unknown][] = []
  const current: [string, unknown][] = []
  for (const [name, value] of Object.entries(before)) {
    if (!Object.hasOwn(after, name)) old.push([name, value])
    else if (!isDeepStrictEqual(value, after[name])) {
      const inner = toExcerpt(value, after[name])
      old.push([name, inner.before])
      current.push([name, inner.after])
    }
  }
  for (const [name, value] of Object.entries(after))
    if (!Object.hasOwn(before, name)) current.push([name, value])
  return { before: Object.fromEntries(old), after: Object.fromEntries(current) }
}
