import { toValidator } from '../schema/to-validator.ts'
import type { JsonSchema } from '../schema/types.ts'

/** Tells whether an example is valid by a schema. One that cannot be compiled, or a value too deep, is a no. */
export type JudgeExample = (schema: JsonSchema, example: unknown) => boolean

/**
 * A judge that compiles each schema once, however often a document has it: the same named schema stands in most
 * operations.
 */
export function judgeExamples(): JudgeExample {
  const known = new Map<string, (example: unknown) => boolean>()
  return (schema, example) => {
    const text = JSON.stringify(schema)
    const isValid = known.get(text) ?? toValidator(schema)
    known.set(text, isValid)
    try {
      return isValid(example)
    } catch {
      return false
    }
  }
}
