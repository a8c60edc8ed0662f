import { z } from 'zod'
import { nameByContent, refersToRoot, rewriteReferences, toReference } from './components.ts'
import { isObject, toSchema, toSchemaObject } from './subschemas.ts'
import type { TypeBoxSchema } from './typebox-types.ts'
import type { JsonSchema } from './types.ts'

/** A schema as users write it: zod, or JSON Schema (and so TypeBox). */
export type AnySchema = z.core.$ZodType | JsonSchema | TypeBoxSchema

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
  return nameUnnamed(refersToRoot(rest) ? { $id: nameByContent(rest), ...rest } : rest)
}

/** Says whether a field of this schema may be left out of what a client gets; JSON Schema says that of the holder. */
export function isOptional(schema: AnySchema): boolean {
  return isZodSchema(schema) && schema._zod.optout === 'optional'
}

/** What refers to itself without a name, zod counts from `__schema0` anew for each schema; here names are unique. */
function nameUnnamed(schema: JsonSchema): JsonSchema {
  if (!isObject(schema) || !isObject(schema.$defs)) return schema
  const counted = Object.keys(schema.$defs).filter((name) => /^__schema\d+$/.test(name))
  if (counted.length === 0) return schema
  const unique = nameByContent(schema)
  const names = new Map(counted.map((name, index) => [name, `${unique}-${String(index + 1)}`]))
  const toName = (name: string): string => names.get(name) ?? name
  const renamed = toSchemaObject(rewriteReferences(schema, (name) => toReference(toName(name))))
  const parts = Object.entries(toSchemaObject(toSchema(renamed.$defs)))
  return { ...renamed, $defs: Object.fromEntries(parts.map(([name, part]) => [toName(name), part])) }
}
