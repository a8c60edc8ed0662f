import { skipSpace } from './scan-json.ts'

/** What is wrong with a text of JSON, and from which character on. */
export interface JsonFault {
  readonly at: number
  readonly reason: string
}

/**
 * Finds the first fault of a text that JSON.parse has refused: its messages differ between versions of Node, and few
 * say where. It keeps its own stack, so depth is no matter.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const owners: ('object' | 'list')[] = []
  let wants: Wanted = 'value'
  for (let at = skipSpace(text, 0); ; at = skipSpace(text, at)) {
    const token = text[at]
    if (wants === 'nothing')
      return token === undefined ? undefined : { at, reason: 'more follows after its end' }
    const start = at
    const fault = (reason: string): JsonFault => ({ at: start, reason })
    if (token === undefined) return fault('it ends too early')
    const owner = owners.at(-1)
    const isEnd = token === (owner === 'object' ? '}' : ']')
    if (isEnd && (wants === 'first' || wants === 'comma')) {
      owners.pop()
      at += 1
      wants = owners.length === 0 ? 'nothing' : 'comma'
    } else if (wants === 'comma') {
      if (token !== ',') return fault(`a comma or ${owner === 'object' ? '}' : ']'} is expected`)
      at += 1
      wants = owner === 'object' ? 'name' : 'value'
      if (text[skipSpace(text, at)] === (owner === 'object' ? '}' : ']'))
        return fault('a comma stands after the last one')
    } else if (wants === 'name' || (wants === 'first' && owner === 'object')) {
      if (token !== '"') return fault('a name in quotation marks is expected')
      const end = readString(text, at)
      if (typeof end !== 'number') return end
      at = skipSpace(text, end)
      if (text[at] !== ':') return { at, reason: 'a colon is expected' }
      at += 1
      wants = 'value'
    } else if (token === '{' || token === '[') {
      owners.push(token === '{' ? 'object' : 'list')
      at += 1
      wants = 'first'
    } else {
      const end = token === '"' ? readString(text, at) : readWord(text, at)
      if (typeof end !== 'number') return end
      at = end
      wants = owners.length === 0 ? 'nothing' : 'comma'
    }
  }
}

/** `first`: a member or an item, or the end. */
type Wanted = 'value' | 'name' | 'first' | 'comma' | 'nothing'

function readString(text: string, from: number): number | JsonFault {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return at + 1
    if (code < 0x20) return { at, reason: 'a string holds a line break or another control character' }
    if (code !== 0x5c) continue
    const escape = /^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(text.slice(at + 1, at + 6))
    if (escape === null) return { at, reason: 'a string holds a \\ that escapes nothing' }
    at += escape[0].length
  }
  return { at: from, reason: 'a string does not end' }
}

function readWord(text: string, from: number): number | JsonFault {
  const word = /^[^\s,:[\]{}"]*/.exec(text.slice(from, from + 1000))?.[0] ?? ''
  if (/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(word))
    return from + word.length
  return {
    at: from,
    reason: word === '' ? 'a value is expected' : `${word.slice(0, 30)} is no value of JSON`,
  }
}
