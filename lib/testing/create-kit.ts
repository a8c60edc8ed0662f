import type { ValidateFunction } from 'ajv/dist/2020.js'
import type fc from 'fast-check'
import type { JsonSchema } from '../schema/types.ts'
import { createValidators } from './create-validators.ts'
import { toArbitrary } from './to-arbitrary.ts'

/** Why a value is not valid, and where. */
export interface Invalid {
  readonly at: string
  readonly message: string
}

/** What a verification needs of schemas, each made once. */
export interface Kit {
  /**
   * Values that a schema allows.
   *
   * @throws TDM_VERIFY_VALUES
   */
  toValues(schema: JsonSchema): fc.Arbitrary<unknown>
  /** Looks for what a schema does not allow in a value; `undefined` where there is nothing. */
  findInvalid(schema: JsonSchema, value: unknown): Invalid | undefined
}

/** Makes the kit of one verification. */
export function createKit(): Kit {
  const ajv = createValidators()
  const arbitraries = new Map<string, fc.Arbitrary<unknown>>()
  const validators = new Map<string, ValidateFunction>()
  // Plans bundle the schemas of a level anew for each who asks: the text tells those that are the same.
  const texts = new WeakMap<object, string>()
  const textOf = (schema: JsonSchema): string => {
    if (typeof schema === 'boolean') return String(schema)
    const text = texts.get(schema) ?? JSON.stringify(schema)
    texts.set(schema, text)
    return text
  }
  return {
    toValues: (schema) => {
      const text = textOf(schema)
      const arbitrary = arbitraries.get(text) ?? toArbitrary(schema)
      arbitraries.set(text, arbitrary)
      return arbitrary
    },
    findInvalid: (schema, value) => {
      if (value === undefined) return { at: '', message: 'nothing came out' }
      const text = textOf(schema)
      const validate = validators.get(text) ?? ajv.compile(schema)
      validators.set(text, validate)
      if (validate(value)) return undefined
      const [error] = validate.errors ?? []
      return { at: error?.instancePath ?? '', message: error?.message ?? 'is not valid' }
    },
  }
}
