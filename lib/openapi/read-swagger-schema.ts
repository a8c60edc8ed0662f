import type { JsonSchema } from '../schema/types.ts'
import { isObject, readKey, readString, type JsonObject, type Located } from './json-value.ts'

/** What a parameter, header or item of Swagger 2.0 says beside its schema. */
const otherFields = new Set([
  'name', 'in', 'description', 'required', 'allowEmptyValue', 'collectionFormat', 'schema', 'deprecated',
]) // prettier-ignore

/**
 * The schema of a parameter or header of Swagger 2.0, whose keywords stand beside its name and place. A file is a
 * string of bytes.
 */
export function pickSwaggerSchema(parameter: JsonObject): JsonSchema {
  const schema = Object.fromEntries(
    Object.entries(parameter).filter(([key]) => !otherFields.has(key) && !key.startsWith('x-')),
  )
  return readKey(parameter, 'type') === 'file' ? { ...schema, type: 'string', format: 'binary' } : schema
}

/** The schema of a form of Swagger 2.0: one object with a property for each form parameter. */
export function joinFormSchema(parameters: readonly Located[]): JsonSchema {
  const named = parameters.flatMap(({ value }) => {
    const name = readString(value, 'name')
    return name === undefined ? [] : [{ name, value }]
  })
  return {
    type: 'object',
    properties: Object.fromEntries(named.map(({ name, value }) => [name, pickSwaggerSchema(value)])),
    required: named.filter(({ value }) => readKey(value, 'required') === true).map(({ name }) => name),
  }
}

/** The schema of a body parameter or response of Swagger 2.0, where it has one. */
export function readSwaggerBody(value: JsonObject): JsonSchema | undefined {
  const schema = readKey(value, 'schema')
  return isObject(schema) ? schema : undefined
}
