import type { FastifySchemaValidationError } from 'fastify'

/** A refused request, as Fastify's own validation reports it: handlers of errors see no difference. */
export interface ValidationError extends Error {
  readonly statusCode: 400
  readonly code: 'FST_ERR_VALIDATION'
  readonly validation: readonly FastifySchemaValidationError[]
  readonly validationContext: 'body' | 'querystring' | 'params' | 'headers'
}

/** Builds the error of a request that is not valid in the version that the client has named. */
export function toValidationError(
  errors: readonly FastifySchemaValidationError[],
  context: ValidationError['validationContext'],
): ValidationError {
  const text = errors.map((error) => `${context}${error.instancePath} ${error.message ?? ''}`).join(', ')
  return Object.assign(new Error(text), {
    statusCode: 400 as const,
    code: 'FST_ERR_VALIDATION' as const,
    validation: errors,
    validationContext: context,
  })
}
