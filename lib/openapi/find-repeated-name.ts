import { isSpace, skipSpace, skipString } from './scan-json.ts'

/** A name that an object of a text has a second time, and where. */
export interface RepeatedName {
  readonly name: string
  readonly at: number
}

/**
 * Finds the first name that stands twice in one object: JSON.parse keeps the last one and says nothing.
 *
 * @param text a text of JSON
 * @param value what it was parsed to: where that has as many members as the text, no name was repeated
 */
export function findRepeatedName(text: string, value: unknown): RepeatedName | undefined {
  return countNames(text) === countMembers(value) ? undefined : scan(text)
}

/** At least the number of names: how often a quotation mark that may end a string stands before a colon. */
function countNames(text: string): number {
  let count = 0
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    let end = colon - 1
    while (isSpace(text.charCodeAt(end))) end -= 1
    if (text[end] !== '"') continue
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1
    if (slashes % 2 === 0) count += 1
  }
  return count
}

function countMembers(root: unknown): number {
  let count = 0
  const stack: unknown[] = [root]
  while (stack.length > 0) {
    const node = stack.pop()
    if (Array.isArray(node)) {
      for (const item of node as unknown[]) if (typeof item === 'object') stack.push(item)
    } else if (typeof node === 'object' && node !== null) {
      for (const member of Object.values(node) as unknown[]) {
        count += 1
        if (typeof member === 'object') stack.push(member)
      }
    }
  }
  return count
}

function scan(text: string): RepeatedName | undefined {
  const names: Set<string>[] = []
  for (let at = skipSpace(text, 0); at < text.length;) {
    const token = text[at]
    if (token === '{') names.push(new Set())
    else if (token === '}') names.pop()
    if (token !== '"') {
      at = skipSpace(text, at + 1)
      continue
    }
    const end = skipString(text, at)
    const behind = skipSpace(text, end)
    if (text[behind] === ':') {
      const name = JSON.parse(text.slice(at, end)) as string
      const known = names.at(-1)
      if (known?.has(name) === true) return { name, at }
      known?.add(name)
    }
    at = behind
  }
  return undefined
}
