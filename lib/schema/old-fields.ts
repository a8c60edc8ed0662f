import { isOptional, toOldJsonSchema, type AnySchema, type IsOptional } from './to-json-schema.ts'
import type { FieldSchema } from './object-fields.ts'
import type { ValueOf } from './schema-target.ts'
import type { TypeThen } from '../timeline/type-history.ts'

/** Fields that only old messages have, by name. */
export type OldFields = Readonly<Record<string, AnySchema>>

/** What an object of such fields holds. */
export type OldValues<Old> = {
  -readonly [Field in Exclude<keyof Old, OptionalIn<Old>>]: ValueOf<Old[Field]>
} & { -readonly [Field in OptionalIn<Old>]?: ValueOf<Old[Field]> }

/** The same in the effect of an operation: the named schemas in it have still to be brought to their old form. */
export type OldValuesThen<Old, When> = {
  -readonly [Field in Exclude<keyof Old, OptionalIn<Old>>]: TypeThen<Old[Field], When>
} & { -readonly [Field in OptionalIn<Old>]?: TypeThen<Old[Field], When> }

type OptionalIn<Old> = {
  [Field in keyof Old]: IsOptional<Old[Field]> extends true ? Field : never
}[keyof Old]

/** The fields as they stand in a schema; those whose own schema says nothing else are required. */
export function toFieldSchemas(old: OldFields): readonly FieldSchema[] {
  return Object.entries(old).map(([name, schema]) => ({
    name,
    schema: toOldJsonSchema(schema),
    required: !isOptional(schema),
  }))
}
