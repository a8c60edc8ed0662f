import { rewriteReferences, toReference } from '../schema/components.ts'
import type { JsonSchema } from '../schema/types.ts'
import { createValidators } from './create-validators.ts'
import type { Workshop } from './source.ts'

/** Tells whether values fit schemas that refer to one set of named schemas, as a validator sees it. */
export function createTester(definitions: ReadonlyMap<string, JsonSchema>): Workshop['toTest'] {
  const ajv = createValidators()
  ajv.addSchema({ $defs: Object.fromEntries(definitions) }, root)
  return (schemas) => {
    const [only = true] = schemas
    const whole = schemas.length > 1 ? { allOf: schemas } : only
    const validate = ajv.compile(rewriteReferences(whole, (name) => `${root}${toReference(name)}`))
    let isEndless = false
    return (value) => {
      if (isEndless) return false
      try {
        return validate(value)
      } catch (error) {
        // A schema that refers to itself for the same value has no answer, whatever the value.
        if (!(error instanceof RangeError)) throw error
        isEndless = true
        return false
      }
    }
  }
}

const root = 'tidemark:values'
