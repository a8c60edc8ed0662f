import type { FastifyInstance } from 'fastify'
import { isDeepStrictEqual } from 'node:util'
import { toError } from '../../lib/errors.ts'
import { extractComponents, rewriteReferences } from '../../lib/schema/components.ts'
import type { Io } from '../../lib/schema/refuse-unwritable.ts'
import { memoise } from './memoise.ts'
import { toSharedName } from '../../lib/schema/safe-name.ts'
import { isObject, toSchemaObject } from '../../lib/schema/subschemas.ts'
import { toDraft07 } from '../../lib/schema/to-draft-07.ts'
import { writeJsonSchema, type AnySchema } from '../../lib/schema/to-json-schema.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'

/**
 * Adds the named parts of a zod schema to the instance, and to the one that versioning is registered on: a scope
 * below would pass on to no other what it is given.
 *
 * @param json the schema as JSON Schema
 * @param route the route that has it, as errors call it; without one, the service has asked for it
 * @returns the same in draft 7, which refers to the named parts there
 * @throws TDM_SCHEMA_TAKEN where two different schemas have one name
 */
export function shareSchema(
  schema: AnySchema,
  json: JsonSchema,
  io: Io,
  instance: FastifyInstance,
  route?: string,
): JsonSchema {
  const parts = new Map<string, JsonSchema>()
  const root = extractComponents(json, parts)
  // Asked for on a conflict only. It may hold what has no other side, such as a date that is only ever sent.
  const otherPart = (name: string): JsonSchema | undefined => {
    const others = new Map<string, JsonSchema>()
    extractComponents(writeJsonSchema(schema, io === 'input' ? 'output' : 'input'), others)
    return others.get(name)
  }
  const names = new Map<string, string>()
  const toName = (name: string): string => names.get(name) ?? toSharedName(name)
  const home = findHome(instance)
  const heldAs = (name: string): unknown => instance.getSchema(name) ?? home.getSchema(name)
  for (const [name, part] of parts) {
    const tellWhere = (): string => {
      const first = noteOf(home).get(toSharedName(name)) ?? 'the shared schemas'
      return `, in ${[...new Set([first, route ?? 'a call of shareSchemas'])].join(' and in ')}`
    }
    names.set(name, chooseName(name, part, otherPart, io, heldAs, tellWhere))
  }
  for (const [name, part] of parts) {
    const shared = rewriteReferences(part, (reference) => `${toName(reference)}#`)
    const named = { ...toSchemaObject(toDraft07(shared)), $id: toName(name) }
    if (route === undefined) noteOf(home).delete(named.$id)
    else if (home.getSchema(named.$id) === undefined) noteOf(home).set(named.$id, route)
    for (const holder of [home, instance]) addShared(named, holder)
  }
  return toDraft07(rewriteReferences(root, (reference) => `${toName(reference)}#`))
}

/** Whether a shared schema is there because a route in zod has it, and for no other reason. */
export function isOfRoute(name: string, instance: FastifyInstance): boolean {
  return noteOf(findHome(instance)).has(name)
}

/** The first routes that have the schemas that are shared for routes alone. */
const noteOf = memoise<FastifyInstance, Map<string, string>>(() => new Map())

/** The instance that versioning is registered on, where it is. */
function findHome(instance: FastifyInstance): FastifyInstance {
  let one: object | null = instance
  while (one !== null && !Object.hasOwn(one, 'tidemark')) one = Reflect.getPrototypeOf(one)
  return (one as FastifyInstance | null) ?? instance
}

/** Adds a schema where there is none of its name. */
function addShared(schema: { readonly $id: string }, instance: FastifyInstance): void {
  if (instance.getSchema(schema.$id) !== undefined) return
  try {
    instance.addSchema(schema)
  } catch (error) {
    // A scope below has one of its own, and keeps it: planning tells whether they are two.
    if (!isObject(error) || error.code !== 'FST_ERR_SCH_ALREADY_PRESENT') throw error
  }
}

/** What a client sends may differ from what it gets, by defaults: then the second form has a name of its own. */
function chooseName(
  name: string,
  part: JsonSchema,
  otherPart: (name: string) => JsonSchema | undefined,
  io: Io,
  heldAs: (name: string) => unknown,
  tellWhere: () => string,
): string {
  const isHeld = (candidate: string, schema: JsonSchema | undefined): boolean => {
    const held = heldAs(candidate)
    if (!isObject(held)) return false
    const { $id: _, ...rest } = held
    // Both in the form of draft 7, which the instance holds: tuples have another one in 2020-12.
    return (
      schema !== undefined &&
      isDeepStrictEqual(toDraft07(extractComponents(rest, new Map())), toDraft07(schema))
    )
  }
  const isFree = (candidate: string): boolean => heldAs(candidate) === undefined
  const first = toSharedName(name)
  if (isFree(first) || isHeld(first, part)) return first
  const second = toSharedName(`${name}${io === 'input' ? 'Input' : 'Output'}`)
  if (isHeld(first, otherPart(name)) && (isFree(second) || isHeld(second, part))) return second
  throw toError('TDM_SCHEMA_TAKEN', name, tellWhere())
}
