import formats from 'ajv-formats'
import { Ajv2020 } from 'ajv/dist/2020.js'

/** An independent validator that takes values as JSON has them, and schemas as they come. */
export function createValidators(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    // A property such as `constructor` is there only where the value itself has it.
    ownProperties: true,
    validateSchema: false,
    addUsedSchema: false,
    logger: false,
  })
  formats.default(ajv)
  return ajv
}
