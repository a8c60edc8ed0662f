import { isOptional, toJsonSchema, type AnySchema } from './to-json-schema.ts'
import type { FieldSchema } from './object-fields.ts'
import type { ValueOf } from './schema-target.ts'

/** Fields that only old messages have, by name. */
export type OldFields = Readonly<Record<string, AnySchema>>

/** What an object of such fields holds. */
export type OldValues<Old> = {
  -readonly [Field in Exclude<keyof Old, OptionalIn<Old>>]: ValueOf<Old[Field]>
} & { -readonly [Field in OptionalIn<Old>]?: ValueOf<Old[Field]> }

type OptionalIn<Old> = {
  [Field in keyof Old]: Old[Field] extends { readonly _zod: { readonly optout: 'optional' } } ? Field : never
}[keyof Old]

/** The fields as they stand in a schema; those whose own schema says nothing else are required. */
export function toFieldSchemas(old: OldFields): readonly FieldSchema[] {
  return Object.entries(old).map(([name, schema]) => ({
    name,
    schema: toJsonSchema(schema, 'output'),
    required: !isOptional(schema),
  }))
}
