import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ChooseDeclared } from './choose-declared.ts'
import type { RequestPart } from './format-errors.ts'
import { toProperty } from './request-parts.ts'
import { rethrow } from './to-refusal.ts'
import { translateErrors } from './translate-refusals.ts'
import { toValidationError, type ValidationError } from './validation-error.ts'

/** A part of a request that zod is asked about. */
export interface ZodPart {
  readonly place: RequestPart
  /** Where the body is declared by media type: the one that it is asked about. */
  readonly mediaType: string | undefined
  readonly schema: z.core.$ZodType
}

/**
 * `preHandler`: asks zod, after Fastify's own validation, for what JSON Schema cannot say. What zod gives back
 * (trimmed, transformed, decoded) is what the handler finds.
 */
export function checkWithZod(parts: readonly ZodPart[], choose: ChooseDeclared) {
  return async function preHandler(request: FastifyRequest): Promise<void> {
    // Where a route attaches what is wrong, the first that was found is told.
    if (request.validationError) return
    for (const { place, mediaType, schema } of parts) {
      if (mediaType !== undefined && mediaType !== choose(undefined, request.headers['content-type']))
        continue
      const name = toProperty(place)
      const result = await z
        .safeParseAsync(schema, request[name])
        .catch((thrown: unknown) => rethrow(thrown, request))
      if (!result.success) {
        const errors = translateErrors(request, result.error.issues.map(toFastifyError), place)
        const error = toValidationError(request, errors, place)
        if (!request.routeOptions.attachValidation) throw error
        request.validationError = error
        return
      }
      if (name === 'headers') Object.assign(request.headers, result.data)
      else request[name] = result.data
    }
  }
}

function toFastifyError(issue: z.core.$ZodIssue): ValidationError['validation'][number] {
  const path = issue.path.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`)
  return {
    keyword: issue.code,
    instancePath: path.join(''),
    schemaPath: '',
    params: {},
    message: issue.message,
  }
}
