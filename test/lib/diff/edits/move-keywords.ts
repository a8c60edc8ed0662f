import { type Json, toObject } from '../rewrites/walk.ts'
import type { Said } from './expect.ts'

/** Raises, lowers or sets a least number. */
export function moveLeast(node: Json, key: string, fresh: number): Said {
  const before = node[key]
  if (typeof before !== 'number') node[key] = fresh
  else if (before % 2 === 0) Reflect.deleteProperty(node, key)
  else node[key] = before + 1
  return typeof before === 'number' && before % 2 === 0 ? 'widens' : 'narrows'
}

/** Raises, drops or sets a greatest number. */
export function moveMost(node: Json, key: string, fresh: number): Said {
  const before = node[key]
  if (typeof before !== 'number') node[key] = fresh
  else if (before % 2 === 0) node[key] = before + 1
  else Reflect.deleteProperty(node, key)
  return typeof before === 'number' ? 'widens' : 'narrows'
}

/** Says whether a schema of a type has none of some keywords. */
export function isFreeOf(node: Json, type: string, keys: readonly string[]): boolean {
  return node.type === type && keys.every((key) => node[key] === undefined)
}

/** Says whether a schema is of numbers that only bounds limit. */
export function isNumeric(node: Json): boolean {
  return (node.type === 'integer' || node.type === 'number') && ['enum', 'multipleOf', 'allOf'].every((key) => node[key] === undefined) // prettier-ignore
}

/** Says whether numbers are limited. */
export function isBounded({ minimum, maximum }: Json): boolean {
  return typeof minimum === 'number' || typeof maximum === 'number'
}

/** Whether there are values beside those of the schema. */
export function isNarrow(schema: unknown): boolean {
  return toObject(schema).$ref !== undefined || typeof toObject(schema).type === 'string'
}

/** Puts another schema in the place of one. */
export function replace(node: Json, other: Json): void {
  for (const key of Object.keys(node)) Reflect.deleteProperty(node, key)
  Object.assign(node, other)
}
