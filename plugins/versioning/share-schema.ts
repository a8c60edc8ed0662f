import type { FastifyInstance } from 'fastify'
import { isDeepStrictEqual } from 'node:util'
import { toError } from '../../lib/errors.ts'
import { extractComponents, rewriteReferences, toReference } from '../../lib/schema/components.ts'
import { groupParts } from '../../lib/schema/group-parts.ts'
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
  const suffix = io === 'input' ? 'Input' : 'Output'
  const names = new Map<string, string>()
  const toName = (name: string): string => names.get(name) ?? toSharedName(name)
  const home = findHome(instance)
  const shelf = toShelf(instance, home, seconds(home))
  const write = (name: string): JsonSchema =>
    rewriteReferences(parts.get(name) ?? true, (reference) => toReference(toName(reference)))
  const refuse = (name: string): never => {
    const first = noteOf(home).get(toSharedName(name)) ?? 'the shared schemas'
    const where = [...new Set([first, route ?? 'a call of shareSchemas'])].join(' and in ')
    throw toError('TDM_SCHEMA_TAKEN', name, `, in ${where}`)
  }
  // What refers to a part in its second form has a second form, too: its name is chosen after that.
  for (const group of groupParts(parts)) {
    for (const name of group) names.set(name, toSharedName(name))
    if (group.every((name) => shelf.takes(toName(name), write(name)))) continue
    for (const name of group) if (!shelf.hasOther(toSharedName(name), otherPart(name))) refuse(name)
    // A schema of its own may have the name of a second form, which then gets a longer one.
    for (let end = suffix; ; end += suffix) {
      for (const name of group) names.set(name, toSharedName(name + end))
      const taken = group.filter((name) => !shelf.takes(toName(name), write(name)))
      if (taken.length === 0) break
      for (const name of taken) if (seconds(home).get(toName(name)) === toSharedName(name)) refuse(name)
    }
    for (const name of group) seconds(home).set(toName(name), toSharedName(name))
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

/** The names of second forms, with those of the first ones. */
const seconds = memoise<FastifyInstance, Map<string, string>>(() => new Map())

/** The shared schemas of an instance, by which names are chosen. */
interface Shelf {
  /** Whether a schema may have a name: because it is free, or because it has it already. */
  takes(name: string, schema: JsonSchema): boolean
  /** Whether a name is free, or what has it is the other form of a schema, whatever the forms of its parts are. */
  hasOther(name: string, other: JsonSchema | undefined): boolean
}

/** What a client sends may differ from what it gets, by defaults: then the second form has a name of its own. */
function toShelf(
  instance: FastifyInstance,
  home: FastifyInstance,
  firsts: ReadonlyMap<string, string>,
): Shelf {
  const find = (name: string): JsonSchema | undefined => {
    const held = instance.getSchema(name) ?? home.getSchema(name)
    if (!isObject(held)) return undefined
    const { $id: _, ...rest } = held
    return extractComponents(rest, new Map())
  }
  const toFirst = (name: string): string => toReference(firsts.get(name) ?? toSharedName(name))
  // Both in the form of draft 7, which the instance holds: tuples have another one in 2020-12.
  const isSame = (one: JsonSchema, other: JsonSchema): boolean =>
    isDeepStrictEqual(toDraft07(one), toDraft07(other))
  return {
    takes(name, schema) {
      const held = find(name)
      return held === undefined || isSame(held, schema)
    },
    hasOther(name, other) {
      const held = find(name)
      if (held === undefined) return true
      return (
        other !== undefined && isSame(rewriteReferences(held, toFirst), rewriteReferences(other, toFirst))
      )
    },
  }
}
