import { toError } from '../errors.ts'

/**
 * Decodes UTF-8, or UTF-16 that starts with a byte order mark, as PowerShell writes what is sent to a file.
 *
 * @throws TDM_DOCUMENT_SYNTAX
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder(findEncoding(bytes), { fatal: true }).decode(bytes)
  } catch {
    throw toError(
      'TDM_DOCUMENT_SYNTAX',
      name,
      'it is not text in UTF-8, nor in UTF-16 with a byte order mark',
    )
  }
}

function findEncoding([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}
