import type { FastifyRequest, FastifySchemaValidationError } from 'fastify'
import { isObject } from '../../lib/schema/subschemas.ts'
import type { RequestPart } from './check-with-zod.ts'
import { isAccepted } from './probe-compiler.ts'
import { readPart, writePart } from './request-parts.ts'

/**
 * Validates a part of a request against a schema of its own version. A compiler of the service's may answer as Ajv
 * does, by true and false, or by an object with the value or an error, and the value may be another one.
 *
 * @param schema the same object each time: Fastify keeps what it has compiled by the schema's identity
 * @returns what is wrong; `undefined` where nothing is
 */
export function validatePart(
  request: FastifyRequest,
  part: RequestPart,
  schema: Readonly<Record<string, unknown>>,
): readonly FastifySchemaValidationError[] | undefined {
  const validate = request.compileValidationSchema(schema, part)
  // Fastify hands null to the validator where there is no body; so do we, for the same message.
  const result: unknown = validate(readPart(request, part) ?? null)
  if (!isAccepted(result)) return isObject(result) ? toErrors(result.error) : (validate.errors ?? [])
  if (isObject(result) && 'value' in result) writePart(request, part, result.value)
  return undefined
}

function toErrors(error: unknown): readonly FastifySchemaValidationError[] {
  if (Array.isArray(error)) return error as readonly FastifySchemaValidationError[]
  const message = error instanceof Error ? error.message : String(error)
  return [{ keyword: '', instancePath: '', schemaPath: '', params: {}, message }]
}
