import { toError } from '../errors.ts'

/** What a stream of items is cut into: text that passes as it is, or one item with what it stands in. */
export type Piece = string | ItemPiece

/** An item of a stream. */
export interface ItemPiece {
  readonly value: unknown
  /** As it was sent, with all that belongs to it. */
  readonly text: string
  /** The same with another value in it. */
  write(value: unknown): string
}

/** Cuts a text that comes bit by bit; what is not complete yet is kept for the next call. */
export interface Cutter {
  /** Takes the next bit, and gives what is complete with it. */
  cut(text: string): readonly Piece[]
  /** Gives what is left when nothing more comes. */
  end(): readonly Piece[]
}

/**
 * Refuses an item that never ends: it would fill the memory.
 *
 * @throws TDM_STREAM_ITEM
 */
export function refuseEndless(length: number): void {
  if (length > maxLength)
    throw toError('TDM_STREAM_ITEM', `one of its items has more than ${String(maxLength)} characters`)
}

const maxLength = 16_000_000
