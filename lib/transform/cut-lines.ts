import { toError } from '../errors.ts'
import { refuseEndless, type Cutter, type Piece } from './stream-piece.ts'

/**
 * Cuts a stream of JSON lines. Empty lines pass: some services keep a connection open by them.
 *
 * @throws TDM_STREAM_ITEM where a line is no JSON, which no client could read either
 */
export function cutLines(): Cutter {
  let rest = ''
  let line = 0
  const toPiece = (text: string): Piece => {
    line += 1
    const json = text.trim()
    if (json === '') return text
    const ending = /\r?\n$/.exec(text)?.[0] ?? ''
    return { value: parse(json, line), text, write: (value) => JSON.stringify(value) + ending }
  }
  return {
    cut: (text) => {
      const end = text.lastIndexOf('\n') + 1
      const complete = end === 0 ? '' : rest + text.slice(0, end)
      rest = end === 0 ? rest + text : text.slice(end)
      refuseEndless(rest.length)
      return complete === '' ? [] : complete.split(/(?<=\n)/).map(toPiece)
    },
    end: () => (rest === '' ? [] : [toPiece(rest)]),
  }
}

function parse(json: string, line: number): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be read'
    throw toError('TDM_STREAM_ITEM', `its line ${String(line)} is no JSON (${reason})`)
  }
}
