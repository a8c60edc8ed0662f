import { toError } from '../errors.ts'

/** How much may still be read of a document and of all that it refers to. */
export interface Budget {
  readonly left: number
  /**
   * Takes bytes off what is left; it may be asked before they are read.
   *
   * @throws TDM_DOCUMENT_UNREADABLE
   */
  take(bytes: number, name: string): void
}

/** By default, a document may have 64 MB: twice what the largest public ones have. */
export function createBudget(maxBytes: number = 64 * megabyte): Budget {
  if (!(maxBytes > 0))
    throw toError('TDM_LOAD_OPTION', 'maxBytes', String(maxBytes), 'Give it bytes, more than 0')
  let left = maxBytes
  return {
    get left() {
      return left
    },
    take(bytes, name) {
      left -= bytes
      if (left >= 0) return
      const size = maxBytes / megabyte
      // A limit of `0 MB` would tell nobody what to raise.
      const limit = `${String(Number(size < 0.005 ? size.toPrecision(3) : size.toFixed(2)))} MB`
      throw toError(
        'TDM_DOCUMENT_UNREADABLE',
        name,
        `with it, the document is larger than ${limit}; allow more by --max-size (maxBytes)`,
      )
    },
  }
}

/** Sizes are told in these. */
export const megabyte: number = 1024 * 1024
