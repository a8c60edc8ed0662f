import { toPointerToken as escapeSegment } from '../schema/list-parts.ts'

/** An object of a parsed document. Read it through `readKey`: its keys come from outside. */
export type JsonObject = Readonly<Record<string, unknown>>

/** A part of a document, and the JSON Pointer (as a `#/…` fragment) at which it stands. */
export interface Located {
  readonly value: JsonObject
  readonly pointer: string
}

/** Says whether a value is an object, and no array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads an own property, so that `constructor` and `__proto__` in a document mean nothing special. */
export function readKey(object: unknown, key: string): unknown {
  return isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined
}

/** Reads an own property that should hold a string. */
export function readString(object: unknown, key: string): string | undefined {
  const value = readKey(object, key)
  return typeof value === 'string' ? value : undefined
}

/** Reads an own property that should hold a list; anything else counts as an empty one. */
export function readList(object: unknown, key: string): readonly unknown[] {
  const value = readKey(object, key)
  return Array.isArray(value) ? value : []
}

/** The entries of an own property that should hold a map, in which any name may stand. */
export function readEntries(object: unknown, key: string): [string, unknown][] {
  const value = readKey(object, key)
  return isObject(value) ? Object.entries(value) : []
}

/** The same for an object with fixed fields or patterned ones, which may also have `x-…` extensions. */
export function readFields(object: unknown, key: string): [string, unknown][] {
  return readEntries(object, key).filter(([name]) => !name.startsWith('x-'))
}

/** Escapes one segment of a JSON Pointer (RFC 6901 §3). */
export { escapeSegment }

/** Joins segments to a pointer. */
export function joinPointer(pointer: string, ...segments: readonly (string | number)[]): string {
  let joined = pointer
  for (const segment of segments) joined += `/${escapeSegment(String(segment))}`
  return joined
}
