import { Validator } from '@seriousme/openapi-schema-validator'

// What it compiles of each dialect takes a second: one is enough for all documents.
const validator = new Validator()

/** What an independent validator says of a document, which it leaves as it is. */
export async function validateDocument(document: unknown): ReturnType<Validator['validate']> {
  return validator.validate(structuredClone(document) as Record<string, unknown>)
}
