import { isObject, mapSubschemas } from '../../lib/schema/subschemas.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'

/**
 * A schema of headers with their names in lower case, since names of headers are the same in any case (RFC 9110
 * §5.1). Named schemas stay as they are, as in Fastify: others than headers may use them.
 */
export function lowerCaseNames(schema: JsonSchema): JsonSchema {
  if (typeof schema === 'boolean') return schema
  const { $defs, definitions, ...own } = schema
  const { properties, required, ...rest } = { ...own }
  const lowered = mapSubschemas(rest, lowerCaseNames)
  return {
    ...(isObject(lowered) ? lowered : {}),
    ...(isObject(properties) ? { properties: mapNames(properties) } : {}),
    ...(Array.isArray(required) ? { required: required.map((name) => String(name).toLowerCase()) } : {}),
    ...($defs === undefined ? {} : { $defs }),
    ...(definitions === undefined ? {} : { definitions }),
  }
}

/** The same of a schema as a route has it; what is no JSON Schema stays as it is. */
export function lowerCaseSchema(schema: unknown): unknown {
  return isObject(schema) ? lowerCaseNames(schema) : schema
}

function mapNames(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name.toLowerCase(), part]))
}
