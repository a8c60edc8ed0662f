import type { LocatedSchema } from '../schema/types.ts'
import { isObject, joinPointer, readEntries, readKey, readString, type Located } from './json-value.ts'
import type { OpenApiDocument } from './open-document.ts'
import { readHeaders, readSerialization } from './read-parameters.ts'
import type { PartEncoding } from './types.ts'

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
  return [...new Set([...properties.keys(), ...stated.keys()])].map((property): PartEncoding => {
    const pointer = joinPointer(media.pointer, 'encoding', property)
    const said = stated.get(property)
    const encoding = { value: isObject(said) ? said : {}, pointer }
    const value = properties.get(property)
    const part = isObject(value) ? { schema: value, pointer: joinPointer(form.pointer, 'properties', property) } : undefined // prettier-ignore
    const hasStyle = ['style', 'explode', 'allowReserved'].some((key) => readKey(said, key) !== undefined)
    const types = readString(said, 'contentType')?.toLowerCase().split(',').map((type) => type.trim()) // prettier-ignore
    return {
      name: property,
      pointer: said === undefined ? media.pointer : pointer,
      isStated: said !== undefined,
      contentTypes: types ?? (isMultipart ? listDefaultTypes(document, part) : []),
      // A part has a media type, unless it is said to be written like a parameter.
      serialization: isMultipart && !hasStyle ? 'by its media type' : readSerialization(document, encoding, 'query', part), // prettier-ignore
      allowReserved: readKey(said, 'allowReserved') === true,
      headers: isMultipart ? readHeaders(document, encoding) : [],
    }
  })
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
