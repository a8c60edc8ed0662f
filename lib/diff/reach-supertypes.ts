import {
  isObject,
  joinPointer,
  type OpenApiDocument,
  readKey,
  readList,
  type Supertype,
} from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'
import type { ChangedSupertypes } from './find-changed-supertypes.ts'

/** Finds which supertypes a schema reaches, and where in its values, by the shortest way. */
export function reachSupertypes(
  document: OpenApiDocument,
  supertypes: ReadonlyMap<string, Supertype>,
): ChangedSupertypes['reach'] {
  const names = new Map([...supertypes].map(([name, { schema }]) => [schema.schema, name]))
  const known = new Map<LocatedSchema['schema'], ReadonlyMap<string, string>>()
  return (located) => {
    const held = known.get(located.schema)
    if (held !== undefined) return held
    const found = new Map<string, string>()
    const seen = new Set<unknown>()
    const queue: { readonly schema: unknown; readonly location: string }[] = [{ schema: located.schema, location: '' }] // prettier-ignore
    for (const { schema, location } of queue) {
      if (!isObject(schema) || seen.has(schema)) continue
      seen.add(schema)
      const name = names.get(schema)
      if (name !== undefined) {
        found.set(name, location)
        for (const subtype of supertypes.get(name)?.subtypes.values() ?? []) queue.push({ schema: subtype.schema, location }) // prettier-ignore
      }
      for (const [child, token] of listChildren(document, schema)) {
        queue.push({ schema: child, location: token === undefined ? location : joinPointer(location, token) })
      }
    }
    known.set(located.schema, found)
    return found
  }
}

/** The schemas that a schema holds or refers to, with the places of their values; those of the same value have none. */
function* listChildren(
  document: OpenApiDocument,
  schema: Readonly<Record<string, unknown>>,
): Generator<readonly [unknown, string?]> {
  const reference = readKey(schema, '$ref')
  if (typeof reference === 'string') yield [document.resolve(reference)?.schema]
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    for (const branch of readList(schema, keyword)) yield [branch]
  }
  const properties = readKey(schema, 'properties')
  if (isObject(properties)) {
    for (const [name, property] of Object.entries(properties)) yield [property, name]
  }
  const patterns = readKey(schema, 'patternProperties')
  if (isObject(patterns)) for (const pattern of Object.values(patterns)) yield [pattern, '*']
  for (const [index, item] of readList(schema, 'prefixItems').entries()) yield [item, String(index)]
  for (const keyword of ['items', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems']) {
    yield [readKey(schema, keyword), '*']
  }
  for (const keyword of ['if', 'then', 'else']) yield [readKey(schema, keyword)]
}
