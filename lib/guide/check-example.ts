import formats from 'ajv-formats'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { toError } from '../errors.ts'
import type { JsonSchema } from '../schema/types.ts'

/**
 * Makes sure that an example is what its schema says, before a reader copies it.
 *
 * @param where what the example is of, for the error: `the response 200 of GET /users in 2025-09-01`
 * @throws TDM_GUIDE_EXAMPLE
 */
export type CheckExample = (value: unknown, schema: JsonSchema, where: string) => void

/** A check that compiles each schema once: the same one stands at many moments and in many bodies. */
export function createExampleCheck(): CheckExample {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  const compiled = new Map<string, ValidateFunction>()
  return (value, schema, where) => {
    const key = JSON.stringify(schema)
    const validate = compiled.get(key) ?? ajv.compile(schema)
    compiled.set(key, validate)
    if (validate(value)) return
    throw toError('TDM_GUIDE_EXAMPLE', where, ajv.errorsText(validate.errors, { dataVar: 'it' }))
  }
}
