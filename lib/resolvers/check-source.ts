import { toError } from '../errors.ts'

/**
 * Refuses what a source of versions was given, where it could never read anything by it.
 *
 * @throws TDM_SOURCE_OPTION
 */
export function checkSource(source: string, isRight: boolean, fix: string): void {
  if (!isRight) throw toError('TDM_SOURCE_OPTION', source, fix)
}

/**
 * Refuses options that are no object, and those that a source does not have: they would be passed over.
 *
 * @throws TDM_SOURCE_OPTION
 */
export function checkSourceOptions(source: string, given: unknown, names: readonly string[]): void {
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given)
  checkSource(source, isObject, `give its options as an object, such as { ${names.join(', ')} }`)
  for (const name of Object.keys(given as object)) {
    checkSource(source, names.includes(name), `it has no option "${name}"; there are ${names.join(', ')}`)
  }
}

/** Refuses what is no list of names of headers. */
export function checkVary(source: string, vary: unknown): void {
  const isList = Array.isArray(vary) && vary.every(isToken)
  checkSource(source, isList, 'let "vary" be a list of names of headers, such as ["x-api-key"]')
}

/** Refuses a switch that is neither on nor off. */
export function checkSwitch(source: string, name: string, value: unknown): void {
  checkSource(source, typeof value === 'boolean', `let "${name}" be true or false`)
}

/** Whether a value may be the name of a header or of a parameter: a token (RFC 9110 §5.6.2). */
export function isToken(value: unknown): boolean {
  return typeof value === 'string' && /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(value)
}
