import { toError } from '../errors.ts'

/**
 * Refuses what a source of versions was given, where it could never read anything by it.
 *
 * @throws TDM_SOURCE_OPTION
 */
export function checkSource(source: string, isRight: boolean, fix: string): void {
  if (!isRight) throw toError('TDM_SOURCE_OPTION', source, fix)
}

/** Whether a value may be the name of a header or of a parameter: a token (RFC 9110 §5.6.2). */
export function isToken(value: unknown): boolean {
  return typeof value === 'string' && /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(value)
}
