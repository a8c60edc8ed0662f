import formats from 'ajv-formats'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { toError } from '../errors.ts'
import type { JsonSchema } from '../schema/types.ts'

/**
 * Makes sure that an example is what its schema says, before a reader copies it.
 *
 * @param where what the example is of, for the error: `the response 200 of GET /users in 2025-09-01`
 * @throws TDM_GUIDE_EXAMPLE
 */
export function checkExample(value: unknown, schema: JsonSchema, where: string): void {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  if (ajv.validate(schema, value)) return
  throw toError('TDM_GUIDE_EXAMPLE', where, ajv.errorsText(ajv.errors, { dataVar: 'it' }))
}
