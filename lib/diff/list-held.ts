import {
  isObject,
  type JsonObject,
  type OpenApiDocument,
  readKey,
  readList,
  readString,
  type Supertype,
} from '../openapi/index.ts'

/** A schema that a schema holds, with the place of its values; those of the same value have none. */
type Child = readonly [schema: unknown, token?: string | undefined]

/**
 * Lists the schemas that a schema holds, for one that is a kind of what it takes over: it is that kind and none of the
 * others, so that the schemas which are held by what it takes over stand in place of that.
 */
export function createHeldLister(
  document: OpenApiDocument,
  supertypes: ReadonlyMap<string, Supertype>,
): (schema: JsonObject) => Generator<Child> {
  const kindsOf = new Map<unknown, ReadonlySet<unknown>>()
  for (const { schema: supertype, subtypes } of supertypes.values()) {
    kindsOf.set(supertype.schema, new Set([...subtypes.values()].map(({ schema }) => schema)))
  }
  const findTakenOver = (child: unknown, kinds: readonly unknown[]): JsonObject | undefined => {
    const reference = readString(child, '$ref')
    const target = reference === undefined ? undefined : document.find(reference)?.schema
    if (!isObject(target) || kinds.includes(target)) return undefined
    return kinds.some((kind) => kindsOf.get(target)?.has(kind)) ? target : undefined
  }
  function* listHeld(schema: JsonObject, kinds: readonly unknown[] = [schema]): Generator<Child> {
    for (const [child, token] of listChildren(schema)) {
      const taken = token === undefined ? findTakenOver(child, kinds) : undefined
      if (taken === undefined) yield [child, token]
      else yield* listHeld(taken, [...kinds, taken])
    }
  }
  return listHeld
}

function* listChildren(schema: JsonObject): Generator<Child> {
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
