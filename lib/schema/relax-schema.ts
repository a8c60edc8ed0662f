import { isDeepStrictEqual } from 'node:util'
import { isObject, mapSubschemas } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

/** Stands at a schema whose values are mended where they do not fit, so that no value is refused. */
export const mended = 'Other values are accepted, too: they are mended.'

/** Stands at a schema whose values are rewritten before they are checked, as by trimming. */
export const rewritten = 'What is sent is rewritten before it is checked.'

/**
 * A schema as what is sent has to fit it. What is documented of a value that zod mends or rewrites (`.catch()`,
 * `z.preprocess()`, `.trim().max(3)`) says what is wanted, and is no reason to refuse another one: zod will say.
 */
export function relaxSchema(schema: JsonSchema): JsonSchema {
  if (!isObject(schema)) return schema
  // The default stays: what is left out gets it before anything is missed.
  if (schema.$comment === mended) return 'default' in schema ? { default: schema.default } : {}
  const mapped = mapSubschemas(schema, relaxSchema)
  if (!isObject(mapped) || mapped.$comment !== rewritten) return mapped
  return Object.fromEntries(Object.entries(mapped).filter(([keyword]) => !checks.has(keyword)))
}

/** Whether a schema, or one inside of it, is documented more narrowly than what is accepted. */
export function isRelaxable(schema: JsonSchema): boolean {
  return !isDeepStrictEqual(relaxSchema(schema), schema)
}

/** The keywords that `checks` of zod become. */
const checks: ReadonlySet<string> = new Set([
  ...['$comment', 'minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'allOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minItems', 'maxItems'],
])
