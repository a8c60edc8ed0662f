import { z } from 'zod'
import type { JsonSchema } from './types.ts'

/** A schema as users write it: zod, or JSON Schema (and so TypeBox). */
export type AnySchema = z.core.$ZodType | JsonSchema

/** Says whether a value is a zod schema, of whichever copy of zod made it. */
export function isZodSchema(value: unknown): value is z.core.$ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value
}

/**
 * A schema as JSON Schema: zod's is generated, JSON Schema is given back as it is.
 *
 * Named parts (`.meta({ id })`) become `$ref`s into `$defs`. An object that neither `strict` nor `catchall`
 * closes stays open: zod itself ignores what it does not know.
 *
 * @param io which side of defaults and codecs is meant: what a client sends (`input`) or gets (`output`)
 */
export function toJsonSchema(schema: AnySchema, io: 'input' | 'output'): JsonSchema {
  if (!isZodSchema(schema)) return schema
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod
      if (def.type === 'object' && (def as z.core.$ZodObjectDef).catchall === undefined) {
        delete jsonSchema.additionalProperties
      }
    },
  })
  return rest
}
