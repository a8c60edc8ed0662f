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
import { listComposed } from './list-composed.ts'
import type { OpenApiDocument } from './open-document.ts'
import { readHeaders, readSerialization } from './read-parameters.ts'
import { pickSwaggerSchema } from './read-swagger-schema.ts'
import type { PartEncoding, SequenceEncoding } from './types.ts'

/** How the properties of a form are written. What a document does not say has the default of the specification. */
export function readEncodings(
  document: OpenApiDocument,
  media: Located,
  name: string,
  schema: LocatedSchema | undefined,
): readonly PartEncoding[] {
  // OpenAPI ignores `encoding` in any other media type.
  if (
    schema === undefined ||
    (!isMultipartType(name) && !/^application\/x-www-form-urlencoded\b/i.test(name))
  )
    return []
  const composed = listComposed(document, schema)
  if (composed.length === 0) return []
  const stated = new Map(readEntries(media.value, 'encoding'))
  const properties = listProperties(composed)
  return [...new Set([...properties.keys(), ...stated.keys()])].map((property) =>
    readEncoding(document, media, {
      name: property,
      place: ['encoding', property],
      said: stated.get(property),
      schema: properties.get(property),
      of: name,
    }),
  )
}

/** How the lists among the form parameters of Swagger 2.0 are written: it has one way for each, and another default. */
export function readFormEncodings(
  document: OpenApiDocument,
  parameters: readonly Located[],
  media: string,
): readonly PartEncoding[] {
  document.count(parameters.length)
  return parameters.flatMap((parameter): PartEncoding[] => {
    const name = readString(parameter.value, 'name')
    if (name === undefined || readKey(parameter.value, 'type') !== 'array') return []
    const schema = { schema: pickSwaggerSchema(parameter.value), pointer: parameter.pointer }
    const style = readSerialization(document, parameter, 'query', schema)
    // A part for each item, as later versions have it without a word.
    const isTyped = isMultipartType(media) && style === 'form, exploded'
    return [
      {
        name,
        pointer: parameter.pointer,
        isStated: true,
        isDeclared: true,
        contentTypes: isTyped ? listDefaultTypes(document, schema) : [],
        serialization: isTyped ? byMediaType : style,
        allowReserved: false,
        headers: [],
      },
    ]
  })
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
  if (!isMultipartType(name)) return undefined
  const prefix = readList(media.value, 'prefixEncoding')
  const item = readKey(media.value, 'itemEncoding')
  const composed = listComposed(document, list)
  const rest = itemSchema ?? findItems(composed)
  const found = composed.find(({ value }) => readList(value, 'prefixItems').length > 0)
  const first = readList(found?.value, 'prefixItems')
  const count = Math.max(prefix.length, first.length)
  return {
    stated: prefix.length,
    prefix: Array.from({ length: count }, (_, index) =>
      readEncoding(document, media, {
        name: String(index),
        place: index < prefix.length ? ['prefixEncoding', index] : ['itemEncoding'],
        said: index < prefix.length ? prefix[index] : item,
        schema: found && index < first.length ? toLocated(first[index], joinPointer(found.pointer, 'prefixItems', index)) : rest, // prettier-ignore
        of: name,
      }),
    ),
    rest: readEncoding(document, media, { name: 'items', place: ['itemEncoding'], said: item, schema: rest, of: name }), // prettier-ignore
  }
}

const byMediaType = 'by its media type'

/** What a document says of one part, and where. */
interface StatedEncoding {
  readonly name: string
  readonly place: readonly (string | number)[]
  readonly said: unknown
  readonly schema: LocatedSchema | undefined
  /** The media type of the whole body. */
  readonly of: string
}

function readEncoding(
  document: OpenApiDocument,
  media: Located,
  { name, place, said, schema, of }: StatedEncoding,
): PartEncoding {
  document.count(1)
  const isMultipart = isMultipartType(of)
  const pointer = joinPointer(media.pointer, ...place)
  const encoding = { value: isObject(said) ? said : {}, pointer }
  const hasStyle = takesStyle(document, of) && ['style', 'explode', 'allowReserved'].some((key) => readKey(said, key) !== undefined) // prettier-ignore
  const types = readString(said, 'contentType')?.toLowerCase().split(',').map((type) => type.trim()) // prettier-ignore
  // A part has a media type, unless it is said to be written like a parameter; a field is written like one.
  const isTyped = !hasStyle && (isMultipart || isUnusual(types, listDefaultTypes(document, schema)))
  return {
    name,
    pointer: said === undefined ? media.pointer : pointer,
    isStated: said !== undefined,
    isDeclared: schema !== undefined,
    contentTypes: isTyped ? (types ?? listDefaultTypes(document, schema)) : [],
    serialization: isTyped ? byMediaType : readSerialization(document, encoding, 'query', schema),
    allowReserved: hasStyle && readKey(said, 'allowReserved') === true,
    headers: isMultipart ? readHeaders(document, encoding) : [],
  }
}

function isMultipartType(name: string): boolean {
  return /^multipart\//i.test(name)
}

/** In OpenAPI 3.0, only a field of an URL-encoded form has a style; later, one of `multipart/form-data` may have one, too. */
function takesStyle({ version }: OpenApiDocument, name: string): boolean {
  return !isMultipartType(name) || (version !== '3.0' && /^multipart\/form-data\b/i.test(name))
}

/** Says whether a media type is stated that a field would not have anyway: then it is written as that. */
function isUnusual(types: readonly string[] | undefined, usual: readonly string[]): boolean {
  return types !== undefined && types.join() !== usual.join()
}

function toLocated(schema: unknown, pointer: string): LocatedSchema | undefined {
  return isObject(schema) ? { schema, pointer } : undefined
}

/** The properties that any part of a form declares; of several schemas, the first. */
function listProperties(composed: readonly Located[]): ReadonlyMap<string, LocatedSchema> {
  const found = new Map<string, LocatedSchema>()
  for (const { value, pointer } of composed)
    for (const [name, property] of readEntries(value, 'properties')) {
      const located = toLocated(property, joinPointer(pointer, 'properties', name))
      if (located !== undefined && !found.has(name)) found.set(name, located)
    }
  return found
}

function findItems(composed: readonly Located[]): LocatedSchema | undefined {
  const list = composed.find(({ value }) => isObject(readKey(value, 'items')))
  return list && toLocated(readKey(list.value, 'items'), joinPointer(list.pointer, 'items'))
}

/** By the type of the property (OpenAPI 3.1.1 §4.8.15.1); a list has the type of its items. */
function listDefaultTypes(document: OpenApiDocument, part: LocatedSchema | undefined): readonly string[] {
  const composed = listComposed(document, part)
  const type = readSingleType(composed)
  if (type !== 'array') return toDefaultTypes(type, composed)
  const items = findItems(composed)
  if (items === undefined) return []
  // Lists of lists are rare, and cyclic ones would not end: they are written as JSON by all that is known.
  const ofItems = listComposed(document, items)
  const itemType = readSingleType(ofItems)
  return itemType === 'array' ? ['application/json'] : toDefaultTypes(itemType, ofItems)
}

function toDefaultTypes(type: unknown, composed: readonly Located[]): readonly string[] {
  if (type === 'object') return ['application/json']
  if (type === 'string')
    return composed.some(({ value }) => isBinary(value)) ? ['application/octet-stream'] : ['text/plain']
  return type === 'integer' || type === 'number' || type === 'boolean' ? ['text/plain'] : []
}

/** The type of a value, leaving null aside; where there are several, none is known. */
function readSingleType(composed: readonly Located[]): unknown {
  const types = composed.flatMap(({ value }) => {
    const type = readKey(value, 'type')
    return Array.isArray(type) ? (type as readonly unknown[]) : type === undefined ? [] : [type]
  })
  const [first, ...others] = new Set(types.filter((type) => type !== 'null'))
  return others.length === 0 ? first : undefined
}

function isBinary(schema: unknown): boolean {
  return readString(schema, 'format') === 'binary' || readKey(schema, 'contentEncoding') !== undefined
}
