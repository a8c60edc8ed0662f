import { locateInJson } from './locate-in-json.ts'
import { locateInYaml } from './locate-in-yaml.ts'

/** A place in a text, both from 1; a column counts UTF-16 code units, as editors and SARIF do. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Finds where the thing that a JSON Pointer leads to is written. */
export type Locator = (pointer: string) => Position

/**
 * Finds where in the text of a document the thing stands that a JSON Pointer leads to: a member of an object by its
 * name, an item of a list by its first character. What is not there is located by the closest thing around it.
 *
 * @param pointer a JSON Pointer (RFC 6901), as a `#/…` fragment or without `#`
 */
export async function locatePointer(text: string, pointer: string): Promise<Position> {
  return (await createLocator(text))(pointer)
}

/** The same for many pointers into one text, which is read once. A text that cannot be read has all of them at its start. */
export async function createLocator(text: string): Promise<Locator> {
  const find = locateInJson(text) ?? (await locateInYaml(text).catch(() => undefined))
  return (pointer) => find?.(toSegments(pointer)) ?? { line: 1, column: 1 }
}

function toSegments(pointer: string): readonly string[] {
  const from = pointer.indexOf('/')
  return from < 0 ? [] : pointer.slice(from + 1).split('/').map(unescapeSegment) // prettier-ignore
}

function unescapeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~')
}
