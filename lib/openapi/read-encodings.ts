import type { LocatedSchema } from '../schema/types.ts'
import {
  isObject,
  joinPointer,
  readEntries,
  readKey,
  readList,
  readString,
  type Located,
} from './json-value.ts'
import type { OpenApiDocument } from './open-document.ts'
import { readHeaders, readSerialization } from './read-parameters.ts'
import type { PartEncoding, SequenceEncoding } from './types.ts'

/** How the properties of a form are written. What a document does not say has the default of the specification. */
export function readEncodings(
  document: OpenApiDocument,
  media: Located,
  name: string,
  schema: LocatedSchema | undefined,
): readonly PartEncoding[] {
  const isMultipart = /^multipart\//i.test(name)
  // OpenAPI ignores `encoding` in any other media type.
  if (schema === undefined || (!isMultipart && !/^application\/x-www-form-urlencoded\b/i.test(name)))
    return []
  const form = typeof schema.schema === 'boolean' ? undefined : document.follow(schema.schema, schema.pointer)
  if (form === undefined) return []
  const stated = new Map(readEntries(media.value, 'encoding'))
  const properties = new Map(readEntries(form.value, 'properties'))
  return [...new Set([...properties.keys(), ...stated.keys()])].map((property) =>
    readEncoding(document, media, {
      name: property,
      place: ['encoding', property],
      said: stated.get(property),
      schema: toLocated(properties.get(property), joinPointer(form.pointer, 'properties', property)),
      isMultipart,
    }),
  )
}

/**
 * How the parts of a multipart body that is a list are written (OpenAPI 3.2, Media Type Object): `prefixEncoding` by their
 * positions, `itemEncoding` all others. `undefined` for any other media type.
 */
export function readSequenceEncoding(
  document: OpenApiDocument,
  media: Located,
  name: string,
  list: LocatedSchema | undefined,
  itemSchema: LocatedSchema | undefined,
): SequenceEncoding | undefined {
  if (!/^multipart\//i.test(name)) return undefined
  const prefix = readList(media.value, 'prefixEncoding')
  const item = readKey(media.value, 'itemEncoding')
  const found = list === undefined || typeof list.schema === 'boolean' ? undefined : document.follow(list.schema, list.pointer) // prettier-ignore
  const rest =
    itemSchema ?? (found && toLocated(readKey(found.value, 'items'), joinPointer(found.pointer, 'items')))
  const first = found === undefined ? [] : readList(found.value, 'prefixItems')
  const count = Math.max(prefix.length, first.length)
  return {
    stated: prefix.length,
    prefix: Array.from({ length: count }, (_, index) =>
      readEncoding(document, media, {
        name: String(index),
        place: index < prefix.length ? ['prefixEncoding', index] : ['itemEncoding'],
        said: index < prefix.length ? prefix[index] : item,
        schema: found && index < first.length ? toLocated(first[index], joinPointer(found.pointer, 'prefixItems', index)) : rest, // prettier-ignore
        isMultipart: true,
      }),
    ),
    rest: readEncoding(document, media, { name: 'items', place: ['itemEncoding'], said: item, schema: rest, isMultipart: true }), // prettier-ignore
  }
}

/** What a document says of one part, and where. */
interface StatedEncoding {
  readonly name: string
  readonly place: readonly (string | number)[]
  readonly said: unknown
  readonly schema: LocatedSchema | undefined
  readonly isMultipart: boolean
}

function readEncoding(
  document: OpenApiDocument,
  media: Located,
  { name, place, said, schema, isMultipart }: StatedEncoding,
): PartEncoding {
  const pointer = joinPointer(media.pointer, ...place)
  const encoding = { value: isObject(said) ? said : {}, pointer }
  const hasStyle = ['style', 'explode', 'allowReserved'].some((key) => readKey(said, key) !== undefined)
  const types = readString(said, 'contentType')?.toLowerCase().split(',').map((type) => type.trim()) // prettier-ignore
  return {
    name,
    pointer: said === undefined ? media.pointer : pointer,
    isStated: said !== undefined,
    contentTypes: types ?? (isMultipart ? listDefaultTypes(document, schema) : []),
    // A part has a media type, unless it is said to be written like a parameter.
    serialization: isMultipart && !hasStyle ? 'by its media type' : readSerialization(document, encoding, 'query', schema), // prettier-ignore
    allowReserved: readKey(said, 'allowReserved') === true,
    headers: isMultipart ? readHeaders(document, encoding) : [],
  }
}

function toLocated(schema: unknown, pointer: string): LocatedSchema | undefined {
  return isObject(schema) ? { schema, pointer } : undefined
}

/** By the type of the property (OpenAPI 3.1.1 §4.8.15.1); a list has the type of its items. */
function listDefaultTypes(document: OpenApiDocument, part: LocatedSchema | undefined): readonly string[] {
  if (part === undefined || typeof part.schema === 'boolean') return []
  const { value, pointer } = document.follow(part.schema, part.pointer) ?? { value: undefined, pointer: '' }
  const type = readKey(value, 'type')
  if (type === 'object') return ['application/json']
  if (type === 'string') return isBinary(value) ? ['application/octet-stream'] : ['text/plain']
  if (type === 'integer' || type === 'number' || type === 'boolean') return ['text/plain']
  const items = readKey(value, 'items')
  if (type !== 'array' || !isObject(items)) return []
  const item = document.follow(items, pointer)
  // Lists of lists are rare, and cyclic ones would not end: they are written as JSON by all that is known.
  if (item === undefined || readKey(item.value, 'type') === 'array') return ['application/json']
  return listDefaultTypes(document, { schema: item.value, pointer: item.pointer })
}

function isBinary(schema: unknown): boolean {
  return readString(schema, 'format') === 'binary' || readKey(schema, 'contentEncoding') !== undefined
}
