import type { Convert } from './expression.ts'
import { convertLoading } from './load-session.ts'
import { cutEvents } from './cut-events.ts'
import { cutLines } from './cut-lines.ts'
import { cutRecords } from './cut-records.ts'
import type { Cutter, ItemPiece, Piece } from './stream-piece.ts'

/** Converts a stream of items while it passes. */
export interface StreamConversion {
  /** Takes the next bytes or text, cut anywhere, and gives what is complete with them; a promise where loaders are asked. */
  readonly push: (chunk: Uint8Array | string) => string | Promise<string>
  /** Gives what is left when nothing more comes. */
  readonly end: () => string | Promise<string>
}

/** How the items of a stream are converted. */
export interface ItemConversion {
  readonly convert: Convert
  readonly waits: boolean
  /** What loaders are told beside the keys. */
  readonly context: unknown
}

/** Whether a media type, without its parameters, is one of a stream of items that can be converted one by one. */
export function isSequential(mediaType: string): boolean {
  return findCutter(mediaType) !== undefined
}

/**
 * Converts the items of a stream. All that one piece of input completes is converted together: a loader is asked once for
 * it. Nothing else is kept than what is not complete yet. An item that is not changed passes as it was written.
 *
 * @param mediaType one for which `isSequential` holds
 */
export function convertStream(
  mediaType: string,
  { convert, waits, context }: ItemConversion,
): StreamConversion {
  const cutter = findCutter(mediaType)?.() ?? cutLines()
  const decoder = new TextDecoder()
  const convertAll: Convert = (values, session) =>
    (values as readonly unknown[]).map((value) => convert(value, session))
  const settle = (pieces: readonly Piece[]): string | Promise<string> => {
    const values = pieces.filter(isItem).map(({ value }) => value)
    if (!waits) return write(pieces, convertAll(values) as readonly unknown[])
    return convertLoading(convertAll, values, context).then((converted) =>
      write(pieces, converted as readonly unknown[]),
    )
  }
  return {
    push: (chunk) =>
      settle(cutter.cut(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))),
    end: () => settle([...cutter.cut(decoder.decode()), ...cutter.end()]),
  }
}

function findCutter(mediaType: string): (() => Cutter) | undefined {
  const essence = mediaType.toLowerCase()
  return essence.endsWith('+json-seq') ? cutRecords : cutters.get(essence)
}

const cutters: ReadonlyMap<string, () => Cutter> = new Map([
  ['application/x-ndjson', cutLines],
  ['application/ndjson', cutLines],
  ['application/jsonl', cutLines],
  ['application/x-jsonlines', cutLines],
  ['application/json-seq', cutRecords],
  ['text/event-stream', cutEvents],
])

function isItem(piece: Piece): piece is ItemPiece {
  return typeof piece !== 'string'
}

function write(pieces: readonly Piece[], converted: readonly unknown[]): string {
  let next = 0
  return pieces
    .map((piece) => {
      if (!isItem(piece)) return piece
      const value = converted[next]
      next += 1
      return value === piece.value ? piece.text : piece.write(value ?? null)
    })
    .join('')
}
