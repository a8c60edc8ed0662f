import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { RequestPart } from './format-errors.ts'
import { translateErrors } from './translate-refusals.ts'
import { toValidationError, type ValidationError } from './validation-error.ts'

export type { RequestPart } from './format-errors.ts'

/**
 * `preHandler`: asks zod, after Fastify's own validation, for what JSON Schema cannot say. What zod gives back
 * (trimmed, transformed) is what the handler finds.
 */
export function checkWithZod(schemas: ReadonlyMap<RequestPart, z.core.$ZodType>) {
  return async function preHandler(request: FastifyRequest): Promise<void> {
    // Where a route attaches what is wrong, the first that was found is told.
    if (request.validationError) return
    for (const [part, schema] of schemas) {
      const place = part === 'querystring' ? 'query' : part
      const result = await z.safeParseAsync(schema, request[place])
      if (!result.success) {
        const errors = translateErrors(request, result.error.issues.map(toFastifyError), part)
        const error = toValidationError(request, errors, part)
        if (!request.routeOptions.attachValidation) throw error
        request.validationError = error
        return
      }
      if (place === 'headers') Object.assign(request.headers, result.data)
      else request[place] = result.data
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
