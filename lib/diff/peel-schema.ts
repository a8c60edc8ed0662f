import {
  isObject,
  joinPointer,
  type JsonObject,
  type Located,
  type OpenApiDocument,
  readKey,
  readList,
} from '../openapi/index.ts'
import { bystanders } from '../schema/bystanders.ts'
import type { LocatedSchema } from '../schema/index.ts'

/**
 * What a schema says, seen through references and what wraps them alone, with the default that is stated around them
 * or beside them. A type in a list of one is that type.
 *
 * @returns `undefined` where a reference leads nowhere, or something beside it has a say in the values
 */
export function peelSchema(document: OpenApiDocument, located: LocatedSchema): Located | undefined {
  const seen = new Set<unknown>()
  let current: LocatedSchema | undefined = located
  let stated: JsonObject = {}
  while (current !== undefined && !seen.has(current.schema)) {
    const { schema, pointer }: LocatedSchema = current
    if (!isObject(schema)) return undefined
    seen.add(schema)
    const reference = readKey(schema, '$ref')
    const isReference = typeof reference === 'string'
    const wrapped: Wrapped | undefined = isReference ? undefined : findWrapped(schema, pointer)
    if (!isReference && wrapped === undefined) return { value: unfold(schema, stated), pointer }
    // Before OpenAPI 3.1, what stands beside a reference says nothing.
    const isAlone = isReference && document.dialect !== 'openapi-3.1'
    if (isReference && !isAlone && !isBystander(schema, '$ref')) return undefined
    if (!isAlone) stated = { ...wrapped?.stated, ...readDefault(schema), ...stated }
    current = isReference ? document.resolve(reference) : wrapped
  }
  return undefined
}

interface Wrapped extends LocatedSchema {
  /** The default that the silent members state. */
  readonly stated: JsonObject
}

/** The schema that another one is by its only combinator: of several members of an `allOf`, the only one with a say. */
function findWrapped(schema: JsonObject, pointer: string): Wrapped | undefined {
  const keyword = combinators.find((name) => name in schema)
  if (keyword === undefined || !isBystander(schema, keyword)) return undefined
  const members: readonly unknown[] = readList(schema, keyword)
  const isSilent = (member: unknown): boolean =>
    keyword === 'allOf' && (member === true || (isObject(member) && isBystander(member)))
  const index = members.findIndex((member) => !isSilent(member))
  const only = members[index]
  if (!isObject(only) || members.some((member, at) => at !== index && !isSilent(member))) return undefined
  const stated = Object.assign({}, ...members.filter(isSilent).map(readDefault)) as JsonObject
  return { schema: only, pointer: joinPointer(pointer, keyword, index), stated }
}

const combinators = ['allOf', 'anyOf', 'oneOf']

function readDefault(schema: unknown): JsonObject {
  return isObject(schema) && 'default' in schema ? { default: schema.default } : {}
}

/** Says whether nothing but one keyword, if any, has a say in the values. */
function isBystander(schema: JsonObject, wrapping?: string): boolean {
  return Object.keys(schema).every(
    (key) => key === wrapping || bystanders.has(key) || (key.startsWith('x-') && !ofValues.has(key)),
  )
}

/** Extensions by which a schema takes other values. */
const ofValues: ReadonlySet<string> = new Set(['x-nullable', 'x-extensible-enum'])

function unfold(schema: JsonObject, stated: JsonObject): JsonObject {
  const [type, ...others] = readList(schema, 'type')
  const isListOfOne = type !== undefined && others.length === 0
  if (!isListOfOne && Object.keys(stated).length === 0) return schema
  return { ...schema, ...stated, ...(isListOfOne ? { type } : {}) }
}
