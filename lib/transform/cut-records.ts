import { refuseEndless, type Cutter, type Piece } from './stream-piece.ts'

/**
 * Cuts a JSON text sequence (RFC 7464): each record is a record separator, one value of JSON, and a line feed. A record
 * that is no JSON was cut off when it was written; it passes, since readers are told to go on behind it (§2.1).
 *
 * @throws TDM_STREAM_ITEM
 */
export function cutRecords(): Cutter {
  let rest = ''
  return {
    cut: (text) => {
      const [first = '', ...others] = text.split(recordStarts)
      // A record ends where the next one starts, also where that is in another piece.
      const records = [...(first.startsWith(separator) ? [rest, first] : [rest + first]), ...others]
      const last = records.pop() ?? ''
      // Only its end says that a record is complete; one that is followed by nothing yet is sent on at once.
      const lastPiece = last.endsWith('\n') ? toPiece(last) : last
      const isComplete = typeof lastPiece !== 'string'
      rest = isComplete ? '' : last
      refuseEndless(rest.length)
      return [...records.filter((record) => record !== '').map(toPiece), ...(isComplete ? [lastPiece] : [])]
    },
    end: () => (rest === '' ? [] : [toPiece(rest)]),
  }
}

const separator = '\u001e'
const recordStarts = new RegExp(`(?=${separator})`)

function toPiece(text: string): Piece {
  const [, json = ''] = text.split(separator)
  try {
    const value: unknown = JSON.parse(json)
    return { value, text, write: (converted) => `${separator}${JSON.stringify(converted)}\n` }
  } catch {
    return text
  }
}
