import type { FastifyInstance } from 'fastify'
import { isDeepStrictEqual } from 'node:util'
import { toError } from '../../lib/errors.ts'
import { extractComponents, rewriteReferences } from '../../lib/schema/components.ts'
import type { Io } from '../../lib/schema/refuse-unwritable.ts'
import { toSharedName } from '../../lib/schema/safe-name.ts'
import { isObject, toSchemaObject } from '../../lib/schema/subschemas.ts'
import { toDraft07 } from '../../lib/schema/to-draft-07.ts'
import { toJsonSchema, writeJsonSchema, type AnySchema } from '../../lib/schema/to-json-schema.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'

/**
 * Adds the named parts of a zod schema to the instance, and refers to them there.
 *
 * @returns the schema as JSON Schema of draft 7
 * @throws TDM_SCHEMA_TAKEN where two different schemas have one name
 */
export function shareSchema(schema: AnySchema, io: Io, instance: FastifyInstance): JsonSchema {
  const parts = new Map<string, JsonSchema>()
  const root = extractComponents(toJsonSchema(schema, io), parts)
  // Asked for on a conflict only. It may hold what has no other side, such as a date that is only ever sent.
  const otherPart = (name: string): JsonSchema | undefined => {
    const others = new Map<string, JsonSchema>()
    extractComponents(writeJsonSchema(schema, io === 'input' ? 'output' : 'input'), others)
    return others.get(name)
  }
  const names = new Map<string, string>()
  const toName = (name: string): string => names.get(name) ?? toSharedName(name)
  for (const [name, part] of parts) names.set(name, chooseName(name, part, otherPart, io, instance))
  for (const [name, part] of parts) {
    if (instance.getSchema(toName(name)) !== undefined) continue
    const shared = rewriteReferences(part, (reference) => `${toName(reference)}#`)
    instance.addSchema({ ...toSchemaObject(toDraft07(shared)), $id: toName(name) })
  }
  return toDraft07(rewriteReferences(root, (reference) => `${toName(reference)}#`))
}

/** What a client sends may differ from what it gets, by defaults: then the second form has a name of its own. */
function chooseName(
  name: string,
  part: JsonSchema,
  otherPart: (name: string) => JsonSchema | undefined,
  io: Io,
  instance: FastifyInstance,
): string {
  const isHeld = (candidate: string, schema: JsonSchema | undefined): boolean => {
    const held: unknown = instance.getSchema(candidate)
    if (!isObject(held)) return false
    const { $id: _, ...rest } = held
    // Both in the form of draft 7, which the instance holds: tuples have another one in 2020-12.
    return (
      schema !== undefined &&
      isDeepStrictEqual(toDraft07(extractComponents(rest, new Map())), toDraft07(schema))
    )
  }
  const isFree = (candidate: string): boolean => instance.getSchema(candidate) === undefined
  const first = toSharedName(name)
  if (isFree(first) || isHeld(first, part)) return first
  const second = toSharedName(`${name}${io === 'input' ? 'Input' : 'Output'}`)
  if (isHeld(first, otherPart(name)) && (isFree(second) || isHeld(second, part))) return second
  throw toError('TDM_SCHEMA_TAKEN', name)
}
