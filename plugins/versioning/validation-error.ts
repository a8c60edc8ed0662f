import type { FastifyRequest, FastifySchemaValidationError } from 'fastify'
import { formatErrors, type RequestPart } from './format-errors.ts'

/** A refused request, as Fastify's own validation reports it: handlers of errors see no difference. */
export interface ValidationError extends Error {
  statusCode: number
  code: string
  validation: readonly FastifySchemaValidationError[]
  validationContext: RequestPart
}

/** Builds the error of a request that is not valid in the version that the client has named. */
export function toValidationError(
  request: FastifyRequest,
  errors: readonly FastifySchemaValidationError[],
  part: RequestPart,
): ValidationError {
  const error: Error & Partial<ValidationError> = formatErrors(request, errors, part)
  return Object.assign(error, {
    statusCode: error.statusCode ?? 400,
    code: error.code ?? 'FST_ERR_VALIDATION',
    validation: errors,
    validationContext: part,
  })
}
