import type { JsonSchema, LocatedSchema } from '../schema/types.ts'
import { isObject, joinPointer, readKey, readString, type JsonObject, type Located } from './json-value.ts'
import type { OpenApiDocument } from './open-document.ts'

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
    Object.entries(parameter).filter(([key]) => !otherFields.has(key) && isKeyword(key)),
  )
  return readKey(parameter, 'type') === 'file' ? { ...schema, type: 'string', format: 'binary' } : schema
}

function isKeyword(key: string): boolean {
  return !key.startsWith('x-') || extensions.has(key)
}

/** Two say which values there are, and one how little these change; other extensions say nothing of values. */
const extensions = new Set(['x-extensible-enum', 'x-nullable', 'x-stability-level'])

/** The schema of a form of Swagger 2.0: one object with a property for each form parameter, which stands elsewhere. */
export function joinFormSchema(
  document: OpenApiDocument,
  parameters: readonly Located[],
  pointer: string,
): LocatedSchema {
  const named = parameters.flatMap(({ value, pointer: at }) => {
    const name = readString(value, 'name')
    return name === undefined ? [] : [{ name, value, at }]
  })
  const required = named.filter(({ value }) => readKey(value, 'required') === true)
  for (const { name, at } of named) document.place(joinPointer(pointer, 'properties', name), at)
  for (const [index, { at }] of required.entries())
    document.place(joinPointer(pointer, 'required', index), joinPointer(at, 'required'))
  return {
    pointer,
    schema: {
      type: 'object',
      properties: Object.fromEntries(named.map(({ name, value }) => [name, pickSwaggerSchema(value)])),
      required: required.map(({ name }) => name),
    },
  }
}

/** The schema of a body parameter or response of Swagger 2.0, where it has one. */
export function readSwaggerBody(value: JsonObject): JsonSchema | undefined {
  const schema = readKey(value, 'schema')
  return isObject(schema) ? schema : undefined
}
