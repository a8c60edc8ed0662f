import { isObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import { joinPointer } from './json-value.ts'

/** Makes another schema of one that stands in a document, at a JSON Pointer. */
export type MapSchema = (schema: JsonSchema, pointer: string) => unknown

/**
 * The same document with each of its Schema Objects mapped: those of components, parameters, bodies and headers,
 * in paths, webhooks and callbacks. What is inside a schema is for `map` to enter.
 */
export function mapDocumentSchemas(
  document: Readonly<Record<string, unknown>>,
  map: MapSchema,
): Readonly<Record<string, unknown>> {
  return mapFields(document, 'document', '#', map)
}

/** What stands at a field of an object: one object, a map or list of them, or a map of maps of them. */
type Field = readonly [form: 'one' | 'each' | 'each of each', of: keyof typeof objects | 'schema']

/** The fields of the objects of OpenAPI 3.0, 3.1 and 3.2 that lead to a schema. */
const objects = {
  document: {
    paths: ['each', 'pathItem'],
    webhooks: ['each', 'pathItem'],
    components: ['one', 'components'],
  },
  components: {
    schemas: ['each', 'schema'],
    responses: ['each', 'response'],
    parameters: ['each', 'parameter'],
    requestBodies: ['each', 'requestBody'],
    headers: ['each', 'parameter'],
    callbacks: ['each of each', 'pathItem'],
    pathItems: ['each', 'pathItem'],
    mediaTypes: ['each', 'mediaType'],
  },
  pathItem: {
    parameters: ['each', 'parameter'],
    additionalOperations: ['each', 'operation'],
    get: ['one', 'operation'],
    put: ['one', 'operation'],
    post: ['one', 'operation'],
    delete: ['one', 'operation'],
    options: ['one', 'operation'],
    head: ['one', 'operation'],
    patch: ['one', 'operation'],
    trace: ['one', 'operation'],
    query: ['one', 'operation'],
  },
  operation: {
    parameters: ['each', 'parameter'],
    requestBody: ['one', 'requestBody'],
    responses: ['each', 'response'],
    callbacks: ['each of each', 'pathItem'],
  },
  parameter: { schema: ['one', 'schema'], content: ['each', 'mediaType'] },
  requestBody: { content: ['each', 'mediaType'] },
  response: { content: ['each', 'mediaType'], headers: ['each', 'parameter'] },
  mediaType: {
    schema: ['one', 'schema'],
    itemSchema: ['one', 'schema'],
    encoding: ['each', 'encoding'],
    prefixEncoding: ['each', 'encoding'],
    itemEncoding: ['one', 'encoding'],
  },
  encoding: { headers: ['each', 'parameter'] },
} satisfies Readonly<Record<string, Readonly<Record<string, readonly [string, string]>>>>

function mapFields(
  holder: Readonly<Record<string, unknown>>,
  kind: keyof typeof objects,
  pointer: string,
  map: MapSchema,
): Readonly<Record<string, unknown>> {
  const fields = new Map<string, readonly [string, string]>(Object.entries(objects[kind]))
  return Object.fromEntries(
    Object.entries(holder).map(([name, value]): [string, unknown] => {
      const field = fields.get(name) as Field | undefined
      return [name, field === undefined ? value : mapField(value, field, joinPointer(pointer, name), map)]
    }),
  )
}

function mapField(value: unknown, [form, kind]: Field, pointer: string, map: MapSchema): unknown {
  if (form !== 'one') {
    const inner: Field = [form === 'each' ? 'one' : 'each', kind]
    if (Array.isArray(value)) {
      return value.map((item: unknown, index) => mapField(item, inner, joinPointer(pointer, index), map))
    }
    if (!isObject(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        // Extensions stand beside what an object holds, and are anything.
        name.startsWith('x-') && kind !== 'schema' && !isObject(item)
          ? item
          : mapField(item, inner, joinPointer(pointer, name), map),
      ]),
    )
  }
  if (kind === 'schema') {
    return typeof value === 'boolean' || isObject(value) ? map(value, pointer) : value
  }
  return isObject(value) ? mapFields(value, kind, pointer, map) : value
}
