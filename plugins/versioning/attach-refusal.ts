import type { FastifyRequest } from 'fastify'
import type { ValidationError } from './validation-error.ts'

/**
 * Hands a request that its own version refuses to the handler, where the route asks for that (`attachValidation`).
 *
 * Fastify validates after us, and finds the part that could not be upgraded wrong as well: in words that the client
 * does not know. What it then assigns is not taken; anything else is.
 */
export function attachRefusal(request: FastifyRequest, refusal: ValidationError): void {
  let attached: Error | null | undefined = refusal
  Object.defineProperty(request, 'validationError', {
    configurable: true,
    enumerable: true,
    get: () => attached,
    set: (error: Error | null | undefined) => {
      if (!isOfFastify(error)) attached = error
    },
  })
}

function isOfFastify(error: unknown): boolean {
  return error instanceof Error && 'validation' in error && 'validationContext' in error
}
