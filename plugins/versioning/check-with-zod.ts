import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ChooseDeclared } from './choose-declared.ts'
import { toValidationError, type ValidationError } from './validation-error.ts'

/** The parts of a request, as Fastify calls them in a route's schema. */
export type RequestPart = ValidationError['validationContext']

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
    for (const { place, mediaType, schema } of parts) {
      if (mediaType !== undefined && mediaType !== choose(undefined, request.headers['content-type']))
        continue
      const name = place === 'querystring' ? 'query' : place
      const result = await z.safeParseAsync(schema, request[name])
      if (!result.success) throw toValidationError(result.error.issues.map(toFastifyError), place)
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
