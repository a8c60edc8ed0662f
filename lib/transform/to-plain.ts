import { toError } from '../errors.ts'

/** What a function of an operation has given; a promise is no value of a message. */
export function toResult(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('then' in value) || typeof value.then !== 'function') {
    return value
  }
  // Nobody will wait for it: what it ends with is of no interest, and must not end the process.
  Promise.resolve(value).catch(() => undefined)
  throw toError('TDM_FUNCTION_WAITS')
}

/** A value as JSON.stringify sees it: documents of a database, and dates, bring a `toJSON`. */
export function toPlain(value: unknown): unknown {
  return hasToJson(value) ? value.toJSON() : value
}

function hasToJson(value: unknown): value is { readonly toJSON: () => unknown } {
  return (
    typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function'
  )
}
