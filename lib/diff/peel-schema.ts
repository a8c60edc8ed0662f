import {
  isObject,
  joinPointer,
  type JsonObject,
  type Located,
  type OpenApiDocument,
  readKey,
} from '../openapi/index.ts'
import { bystanders } from '../schema/bystanders.ts'
import type { LocatedSchema } from '../schema/index.ts'

/**
 * What a schema says, seen through references and what wraps them alone, with the default that is stated around them.
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
    const members = readKey(schema, 'allOf')
    const only: unknown = Array.isArray(members) && members.length === 1 ? members[0] : undefined
    const isBare = Object.keys(schema).every((key) => isBystander(key, isReference ? '$ref' : 'allOf'))
    if (!isReference && !(isBare && isObject(only))) {
      return { value: Object.keys(stated).length === 0 ? schema : { ...schema, ...stated }, pointer }
    }
    // Before OpenAPI 3.1, what stands beside a reference says nothing.
    const isAlone = isReference && document.dialect !== 'openapi-3.1'
    if (!isAlone && !isBare) return undefined
    if (!isAlone && 'default' in schema) stated = { default: schema.default, ...stated }
    current = isReference
      ? document.resolve(reference)
      : { schema: only as JsonObject, pointer: joinPointer(pointer, 'allOf', 0) }
  }
  return undefined
}

function isBystander(key: string, wrapping: string): boolean {
  return key === wrapping || bystanders.has(key) || key.startsWith('x-')
}
