import { isDeepStrictEqual } from 'node:util'
import { toComponentName } from './components.ts'
import { isObject, mapSubschemas } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

/** Stands at a schema whose values are mended where they do not fit, so that no value is refused. */
export const mended = 'Other values are accepted, too: they are mended.'

/** Stands at a schema whose values are rewritten before they are checked, as by trimming. */
export const rewritten = 'What is sent is rewritten before it is checked.'

/**
 * A schema as what is sent has to fit it. What is documented of a value that zod mends or rewrites (`.catch()`,
 * `z.preprocess()`, `.trim().max(3)`) says what is wanted, and is no reason to refuse another one: zod will say. And a
 * `null` that a choice accepts stays one: validators that coerce would make 0, the empty text or a list of it.
 */
export function relaxSchema(schema: JsonSchema, root: JsonSchema = schema): JsonSchema {
  if (!isObject(schema)) return schema
  // The default stays: what is left out gets it before anything is missed.
  if (schema.$comment === mended) return 'default' in schema ? { default: schema.default } : {}
  const mapped = mapSubschemas(schema, (part) => relaxSchema(part, root))
  if (!isObject(mapped)) return mapped
  const kept = keepNull(mapped, root)
  if (kept.$comment !== rewritten) return kept
  return Object.fromEntries(Object.entries(kept).filter(([keyword]) => !checks.has(keyword)))
}

/** Keeps `null` from the alternatives that stand beside one for it. */
function keepNull(schema: SchemaObject, root: JsonSchema): SchemaObject {
  const guarded = (['anyOf', 'oneOf'] as const).flatMap((keyword) => {
    const list: unknown = schema[keyword]
    if (!Array.isArray(list) || !list.some(isOfNull)) return []
    const kept = list.map((part: unknown) => (mayCoerceNull(part, root) ? { allOf: [noNull, part] } : part))
    return [[keyword, kept] as const]
  })
  return guarded.length === 0 ? schema : { ...schema, ...Object.fromEntries(guarded) }
}

/** By `const`, which nothing is coerced for. */
const noNull = { not: { const: null } }

function isOfNull(schema: unknown): boolean {
  return isObject(schema) && schema.type === 'null'
}

/** Objects are never made of anything else. */
function mayCoerceNull(schema: unknown, root: JsonSchema): boolean {
  if (!isObject(schema)) return false
  const name = toComponentName(schema.$ref)
  const named = name !== undefined && isObject(root) && isObject(root.$defs) ? root.$defs[name] : undefined
  const { type } = isObject(named) ? named : schema
  return type !== 'object' && type !== 'null'
}

type SchemaObject = Readonly<Record<string, unknown>>

/** Whether a schema, or one inside of it, is documented more narrowly than what is accepted. */
export function isRelaxable(schema: JsonSchema): boolean {
  return !isDeepStrictEqual(relaxSchema(schema), schema)
}

/** The keywords that `checks` of zod become. */
const checks: ReadonlySet<string> = new Set([
  ...['$comment', 'minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'allOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minItems', 'maxItems'],
])
