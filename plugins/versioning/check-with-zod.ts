import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { toValidationError, type ValidationError } from './validation-error.ts'

/** The parts of a request, as Fastify calls them in a route's schema. */
export type RequestPart = ValidationError['validationContext']

/**
 * `preHandler`: asks zod, after Fastify's own validation, for what JSON Schema cannot say. What zod gives back
 * (trimmed, transformed) is what the handler finds.
 */
export function checkWithZod(schemas: ReadonlyMap<RequestPart, z.core.$ZodType>) {
  return async function preHandler(request: FastifyRequest): Promise<void> {
    for (const [part, schema] of schemas) {
      const place = part === 'querystring' ? 'query' : part
      const result = await z.safeParseAsync(schema, request[place])
      if (!result.success) throw toValidationError(result.error.issues.map(toFastifyError), part)
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
