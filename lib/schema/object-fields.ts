import { isObject, toSchema } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

/** A field as an operation puts it into a schema. */
export interface FieldSchema {
  readonly name: string
  readonly schema: JsonSchema
  readonly required: boolean
}

/** An object schema's fields, in order. */
export function listFields(schema: JsonSchema): readonly FieldSchema[] {
  if (!isObject(schema) || !isObject(schema.properties)) return []
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  return Object.entries(schema.properties).map(([name, field]) => ({
    name,
    schema: toSchema(field),
    required: required.has(name),
  }))
}

/** The field of this name. */
export function findField(schema: JsonSchema, name: string): FieldSchema | undefined {
  return listFields(schema).find((field) => field.name === name)
}

/** Says that a field is not there, and which are at that point: a name may be one of later, or of before. */
export function tellMissingField(schema: JsonSchema, name: string, what: string): string {
  const names = listFields(schema).map((field) => field.name)
  const others = names.length > mostNames ? [...names.slice(0, mostNames), '…'] : names
  const known = others.length === 0 ? 'none' : others.join(', ')
  return `there is no field "${name}" ${what}; there are ${known}`
}

const mostNames = 12

/** The same object schema with other fields. Its examples go: they are of the old fields. */
export function withFields(
  schema: Readonly<Record<string, unknown>>,
  fields: readonly FieldSchema[],
): { readonly [keyword: string]: unknown; readonly properties: Readonly<Record<string, JsonSchema>> } {
  const { required: _required, examples: _examples, example: _example, ...rest } = schema
  const required = fields.filter((field) => field.required).map((field) => field.name)
  return {
    ...rest,
    properties: Object.fromEntries(fields.map((field) => [field.name, field.schema])),
    ...(required.length > 0 ? { required } : {}),
  }
}

/** Replaces the named fields by others, which stand where the first of them stood. */
export function replaceFields(
  fields: readonly FieldSchema[],
  names: readonly string[],
  replacement: readonly FieldSchema[],
): readonly FieldSchema[] {
  const at = fields.findIndex((field) => names.includes(field.name))
  const rest = fields.filter((field) => !names.includes(field.name))
  return [...rest.slice(0, at), ...replacement, ...rest.slice(at)]
}
