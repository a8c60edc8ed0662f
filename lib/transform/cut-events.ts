import { refuseEndless, type Cutter, type Piece } from './stream-piece.ts'

/**
 * Cuts a stream of server-sent events (HTML Living Standard §9.2). The item is the data of an event, where that is
 * JSON; what is not, such as a word that ends the stream, passes, and so do comments and the other fields.
 *
 * @throws TDM_STREAM_ITEM
 */
export function cutEvents(): Cutter {
  /** The beginning of a line. */
  let rest = ''
  /** The lines of an event from the first that has data on: there may be more below. */
  let held: string[] = []
  let isAfterReturn = false

  const settle = (): readonly Piece[] => {
    const lines = held
    held = []
    return lines.length === 0 ? [] : [toPiece(lines)]
  }
  const take = (line: string): readonly Piece[] => {
    // Nothing waits for data that has not begun: a comment keeps the connection open, and has to get through.
    if (held.length === 0 && readData(line) === undefined) return [line]
    held.push(line)
    return contentOf(line) === '' ? settle() : []
  }
  /** A line feed that follows a carriage return belongs to it, though it may come later. */
  const takeFeed = (): readonly Piece[] => {
    const last = held.pop()
    if (last === undefined) return ['\n']
    held.push(`${last}\n`)
    return []
  }

  return {
    cut: (text) => {
      const isFeed = isAfterReturn && text.startsWith('\n')
      const lines = (isFeed ? text.slice(1) : text).split(lineEnds)
      isAfterReturn = text.endsWith('\r')
      lines[0] = rest + (lines[0] ?? '')
      rest = endsLine(lines.at(-1)) ? '' : (lines.pop() ?? '')
      const pieces = [...(isFeed ? takeFeed() : []), ...lines.flatMap(take)]
      refuseEndless(rest.length + held.reduce((sum, line) => sum + line.length, 0))
      return pieces
    },
    end: () => [...(rest === '' ? [] : take(rest)), ...settle()],
  }
}

/** A line ends with a line feed, a carriage return, or both. */
const lineEnds = /(?<=\r\n|\n|\r(?!\n))/

function endsLine(text = ''): boolean {
  return /[\r\n]$/.test(text)
}

function contentOf(line: string): string {
  return line.replace(/[\r\n]+$/, '')
}

/** The value of a line that is of the field `data`. */
function readData(line: string): string | undefined {
  const [, value] = /^data(?:: ?([^\r\n]*))?[\r\n]*$/.exec(line) ?? [undefined, undefined]
  return value ?? (contentOf(line) === 'data' ? '' : undefined)
}

function toPiece(lines: readonly string[]): Piece {
  const text = lines.join('')
  const data = lines.flatMap((line) => readData(line) ?? [])
  let value: unknown
  try {
    value = JSON.parse(data.join('\n'))
  } catch {
    // Data may be anything: a word such as `[DONE]` is as right as an object.
    return text
  }
  const first = lines.findIndex((line) => readData(line) !== undefined)
  return {
    value,
    text,
    write: (converted) =>
      lines
        .flatMap((line, index) => {
          if (readData(line) === undefined) return [line]
          const [label = 'data:'] = /^data: ?/.exec(line) ?? []
          return index === first
            ? [label + JSON.stringify(converted) + line.slice(contentOf(line).length)]
            : []
        })
        .join(''),
  }
}
