/** An error that the client is told of. */
export function toRefusal(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode })
}

/** Ends a request with an error that the client is told of. */
export function refuse(statusCode: number, message: string): never {
  throw toRefusal(statusCode, message)
}
