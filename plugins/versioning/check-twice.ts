import type { FastifyInstance, FastifySchemaCompiler } from 'fastify'
import { isObject } from '../../lib/schema/subschemas.ts'
import { fastifyCompilersOf } from './fastify-compilers.ts'
import { memoise } from './memoise.ts'

type Check = ReturnType<FastifySchemaCompiler<unknown>>

/**
 * A validator that asks a second one about what the first has let pass, which finds what that one has coerced. The first may
 * be the service's own: one that answers with an error, or with another value, in place of a boolean.
 */
export function checkTwice(first: Check, second: Check): Check {
  const check: Check = (data) => {
    const result = first(data)
    check.errors = first.errors ?? null
    const answer: Readonly<Record<string, unknown>> = isObject(result) ? result : {}
    if (result === false || answer.error !== undefined) return result
    const isValid = second('value' in answer ? answer.value : data)
    if (isValid !== false) return result
    check.errors = second.errors ?? null
    return false
  }
  return check
}

/** The second validator, which makes nothing of what comes in; one for each schema. */
export const strictCheckOf: (instance: FastifyInstance) => (schema: object) => Check = memoise(
  (instance: FastifyInstance) =>
    memoise((schema: object): Check =>
      fastifyCompilersOf(instance).strictValidator({ schema, method: '', url: '', httpPart: 'body' }),
    ),
)
