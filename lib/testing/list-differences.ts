import { isObject } from '../schema/subschemas.ts'

/** The places, as JSON Pointers, at which two values of JSON differ: the innermost ones. */
export function listDifferences(one: unknown, other: unknown, at = ''): readonly string[] {
  if (Array.isArray(one) && Array.isArray(other)) {
    const length = Math.max(one.length, other.length)
    return Array.from({ length }, (_, index) => index).flatMap((index) =>
      index < one.length && index < other.length
        ? listDifferences(one[index], other[index], `${at}/${String(index)}`)
        : [`${at}/${String(index)}`],
    )
  }
  if (isObject(one) && isObject(other)) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name) =>
      Object.hasOwn(one, name) && Object.hasOwn(other, name)
        ? listDifferences(one[name], other[name], toPointer(at, name))
        : [toPointer(at, name)],
    )
  }
  return Object.is(one, other) ? [] : [at]
}

/** The JSON Pointer to a member (RFC 6901 §3). */
export function toPointer(at: string, name: string): string {
  return `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
}
