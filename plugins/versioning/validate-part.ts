import type { FastifyRequest, FastifySchemaValidationError } from 'fastify'
import type { Checkable } from '../../lib/schema/to-compilable.ts'
import { isObject } from '../../lib/schema/subschemas.ts'
import { strictCheckOf } from './check-twice.ts'
import type { RequestPart } from './format-errors.ts'
import { readPart, toProperty, writePart } from './request-parts.ts'
import { toValidationError, type ValidationError } from './validation-error.ts'

/** Validates a part of a request by a schema of ours, and by its second one, if it has two. */
export function validatePart(
  request: FastifyRequest,
  part: RequestPart,
  { schema, strict }: Checkable,
): ValidationError | undefined {
  const found = validateOnce(request, part, schema)
  if (found !== undefined || strict === undefined) return found
  const check = strictCheckOf(request.server)(strict)
  return check(readPart(request, part) ?? null) === false
    ? toValidationError(request, check.errors ?? [], part)
    : undefined
}

/**
 * Validates a part of a request as Fastify does, by a schema of ours: compilers of the service's own may answer with an
 * error or with another value in place of a boolean.
 */
function validateOnce(
  request: FastifyRequest,
  part: RequestPart,
  schema: Readonly<Record<string, unknown>>,
): ValidationError | undefined {
  const validate: Validate = request.compileValidationSchema(schema, part)
  // Fastify hands null to the validator where there is no body; so do we, for the same message.
  const value = readPart(request, part) ?? null
  const result =
    validate.schemaEnv === undefined
      ? validate(value)
      : // Ajv replaces a whole value, as when it makes a list of one, in what holds it.
        validate(value, { parentData: request, parentDataProperty: toProperty(part) })
  if (result === false) return toValidationError(request, validate.errors ?? [], part)
  if (!isObject(result)) return undefined
  if (result.error instanceof Error) return asValidationError(result.error, part)
  if (Array.isArray(result.error))
    return toValidationError(request, result.error as FastifySchemaValidationError[], part)
  if ('value' in result) writePart(request, part, result.value)
  return undefined
}

/** A compiled schema, of Ajv or of another validator. */
interface Validate {
  (value: unknown, holder?: object): unknown
  readonly errors?: readonly FastifySchemaValidationError[] | null
  /** Ajv's own. */
  readonly schemaEnv?: unknown
}

/** What another validator has found, with what Fastify adds to it. */
function asValidationError(error: Error & Partial<ValidationError>, part: RequestPart): ValidationError {
  return Object.assign(error, {
    statusCode: error.statusCode ?? 400,
    code: error.code ?? 'FST_ERR_VALIDATION',
    validation: error.validation ?? [],
    validationContext: error.validationContext ?? part,
  })
}
