import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify'
import { z } from 'zod'
import { isObject } from '../../lib/schema/subschemas.ts'
import { memoise } from './memoise.ts'

/** Which schemas a compiler takes. */
export interface Taken {
  readonly json: boolean
  readonly zod: boolean
}

/**
 * Finds out which schemas a service's validator compiler takes, by giving it some: there is no other way to tell one
 * for zod from one for JSON Schema, whoever has written it.
 */
export const probeValidator: (compiler: FastifySchemaCompiler<unknown>) => Taken = memoise((compiler) => {
  const takes = (schema: unknown): boolean =>
    tries(() => {
      const validate = compiler({ schema, method: 'POST', url: '/', httpPart: 'body' })
      return isAccepted(validate('a')) && !isAccepted(validate('ab'))
    })
  return { json: takes({ type: 'string', maxLength: 1 }), zod: takes(z.string().max(1)) }
})

/** The same of a serialiser compiler. */
export const probeSerializer: (compiler: FastifySerializerCompiler<unknown>) => Taken = memoise(
  (compiler) => {
    const takes = (schema: unknown, value: unknown, text: string): boolean =>
      tries(() => compiler({ schema, method: 'POST', url: '/', httpStatus: '200' })(value) === text)
    // Who ignores the schema writes the number as it is.
    const numbers = z.codec(z.string(), z.number(), { decode: Number, encode: String })
    return {
      json: takes({ type: 'object', properties: { a: { type: 'string' } } }, { a: 'b' }, '{"a":"b"}'),
      zod: takes(z.object({ a: numbers }), { a: 1 }, '{"a":"1"}'),
    }
  },
)

/** Whether what a validator answers lets a value pass, as Fastify reads it. */
function isAccepted(result: unknown): boolean {
  return result !== false && !(isObject(result) && Boolean(result.error))
}

function tries(probe: () => boolean): boolean {
  try {
    return probe()
  } catch {
    // A compiler that throws at a schema does not take it: that is the answer.
    return false
  }
}
