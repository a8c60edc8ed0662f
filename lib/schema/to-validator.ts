import formats from 'ajv-formats'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { JsonSchema } from './types.ts'

/** Tells whether a value is valid, without changing it. The schema is compiled when it is first asked. */
export function toValidator(schema: JsonSchema): (value: unknown) => boolean {
  let validate: ValidateFunction | undefined
  return (value) => {
    validate ??= compile(schema)
    return validate(value)
  }
}

function compile(schema: JsonSchema): ValidateFunction {
  // Each validator has an instance of its own, so that names do not meet. To compile the schema of schemas anew in
  // each of them would take longer than all else: one instance holds it for all.
  void schemas.validateSchema(schema, true)
  const ajv = new Ajv2020({ strict: false, validateSchema: false })
  formats.default(ajv)
  return ajv.compile(schema)
}

const schemas = new Ajv2020({ strict: false })
