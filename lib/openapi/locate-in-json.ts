import type { Position } from './locate-pointer.ts'
import { findLines, toPosition } from './line-starts.ts'
import { skipSpace, skipString, skipValue } from './scan-json.ts'

/**
 * Finds values in a text of JSON, without parsing it: only the objects and lists on the way to one are read.
 *
 * @returns `undefined` for a text that is no JSON
 */
export function locateInJson(text: string): ((segments: readonly string[]) => Position) | undefined {
  if (!isJson(text)) return undefined
  const start = skipSpace(text, text.startsWith('\uFEFF') ? 1 : 0)
  const containers = new Map<number, ReadonlyMap<string, Member>>()
  let lines: readonly number[] | undefined

  const readOnce = (at: number): ReadonlyMap<string, Member> => {
    const members = containers.get(at) ?? readMembers(text, at)
    containers.set(at, members)
    return members
  }
  return (segments) => {
    let found: Member = { at: start, value: start }
    for (const segment of segments) {
      const next = readOnce(found.value).get(segment)
      if (next === undefined) break
      found = next
    }
    lines ??= findLines(text)
    return toPosition(lines, found.at)
  }
}

interface Member {
  /** Where its name starts; for an item, the item. */
  readonly at: number
  readonly value: number
}

function isJson(text: string): boolean {
  if (!/^\uFEFF?\s*[{[]/.test(text)) return false
  try {
    JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text)
    return true
  } catch {
    return false
  }
}

/** Of two members with the same name, the last one counts, as in JSON.parse. */
function readMembers(text: string, from: number): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>()
  const isList = text[from] === '['
  if (!isList && text[from] !== '{') return members
  for (let at = skipSpace(text, from + 1); at < text.length && !'}]'.includes(text[at] ?? '');) {
    const end = isList ? at : skipString(text, at)
    const name = isList ? String(members.size) : (JSON.parse(text.slice(at, end)) as string)
    const value = isList ? at : skipSpace(text, skipSpace(text, end) + 1)
    members.set(name, { at, value })
    at = skipSpace(text, skipValue(text, value))
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
  return members
}
