import createError, { type FastifyError } from '@fastify/error'

/** One row of the error table: the HTTP status (500 for errors at boot or in a command) and the message. */
interface ErrorEntry {
  readonly status: number
  readonly message: string
}

/**
 * Every error that Tidemark raises. A `%s` is filled in the order of the arguments. A message names the value
 * and the fix. A retired code is never given a second meaning. Documented in docs/reference/errors.md.
 */
export const errorTable = {
  TDM_INTERNAL: {
    status: 500,
    message: 'A state that Tidemark holds to be impossible was reached: %s. Please report it.',
  },
} as const satisfies Record<string, ErrorEntry>

/** A code of the table above. */
export type ErrorCode = keyof typeof errorTable

/** An error with a code of the table, and the HTTP status it answers with. */
export type TidemarkError = FastifyError

const constructors = new Map(
  Object.entries(errorTable).map(([code, entry]) => [code, createError(code, entry.message, entry.status)]),
)

/** Builds the error of a code; the values fill the `%s` of its message in order. */
export function toError(code: ErrorCode, ...values: readonly string[]): TidemarkError {
  const Constructor = constructors.get(code)
  if (Constructor === undefined) throw new TypeError(`No such error code: ${code}`)
  return new Constructor(...values)
}

/** Says whether a value is an error that Tidemark raised. */
export function isTidemarkError(error: unknown): error is TidemarkError {
  return error instanceof Error && 'code' in error && Object.hasOwn(errorTable, String(error.code))
}
