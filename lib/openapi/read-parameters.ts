import { readDate } from '../policies/read-date.ts'
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
import { pickSwaggerSchema } from './read-swagger-schema.ts'
import type { Deprecation, Parameter, ParameterPlace } from './types.ts'

const places: readonly string[] = ['query', 'header', 'path', 'cookie', 'querystring']

/** Headers that are described elsewhere in a document: OpenAPI 3.x says to ignore them as parameters. */
const reservedHeaders: readonly string[] = ['accept', 'content-type', 'authorization']

/** Swagger 2.0 has `consumes` and `produces` for them, and does not say to ignore any. */
const reservedInSwagger: readonly string[] = ['accept', 'content-type']

/**
 * The parameter objects that count for an operation: its own over those of its path. Body and form parameters of
 * Swagger 2.0 are among them.
 */
export function listParameterObjects(
  document: OpenApiDocument,
  operation: Located,
  item: Located,
): readonly Located[] {
  const effective = new Map<string, Located>()
  for (const owner of [item, operation]) {
    const parameters = readList(owner.value, 'parameters')
    document.count(parameters.length)
    parameters.forEach((value, index) => {
      const parameter = document.follow(value, joinPointer(owner.pointer, 'parameters', index))
      if (parameter === undefined) return
      const key = `${readString(parameter.value, 'in') ?? ''}:${readString(parameter.value, 'name') ?? ''}`
      effective.set(key, parameter)
    })
  }
  return [...effective.values()]
}

/** The parameters among those objects that stand outside the body. */
export function readParameters(document: OpenApiDocument, objects: readonly Located[]): Parameter[] {
  const reserved = document.version === '2.0' ? reservedInSwagger : reservedHeaders
  return objects.flatMap((located) => {
    const name = readString(located.value, 'name')
    const place = readString(located.value, 'in')
    if (place === 'body' || place === 'formData') return []
    if (name === undefined || !isPlace(place)) {
      document.warn(located.pointer, 'A parameter needs a `name` and a known `in`; it was left out.')
      return []
    }
    if (place === 'header' && reserved.includes(name.toLowerCase())) return []
    return [readOnce(document, located, name, place)]
  })
}

/** The headers of a response. */
export function readHeaders(document: OpenApiDocument, response: Located): Parameter[] {
  const headers = readEntries(response.value, 'headers')
  document.count(headers.length)
  return headers.flatMap(([name, value]) => {
    if (name.toLowerCase() === 'content-type') return []
    const located = document.follow(value, joinPointer(response.pointer, 'headers', name))
    return located === undefined ? [] : [readParameter(document, located, name, 'header')]
  })
}

/** What an object says about its end; a sunset that is no date is reported. */
export function readDeprecation(document: OpenApiDocument, located: Located): Deprecation {
  const deprecated = readKey(located.value, 'deprecated') === true
  const sunset = readKey(located.value, 'x-sunset')
  const since = readKey(located.value, 'x-deprecated-since')
  const isSince = isDate(document, located, 'x-deprecated-since', since)
  isDate(document, located, 'x-sunset', sunset)
  const deprecation: { -readonly [Key in keyof Deprecation]: Deprecation[Key] } = { deprecated }
  if (typeof sunset === 'string') deprecation.sunset = sunset
  if (isSince) deprecation.since = since
  return deprecation
}

/** Says whether what an object says of its end is a date, and warns where it is none: YAML reads `20270101` as a number. */
export function isDate(
  document: OpenApiDocument,
  { pointer }: Pick<Located, 'pointer'>,
  key: string,
  value: unknown,
): value is string {
  if (value === undefined) return false
  if (typeof value === 'string' && readDate(value) !== undefined) return true
  document.warn(pointer, `The ${key} ${JSON.stringify(value).slice(0, 80)} is no date; write YYYY-MM-DD.`)
  return false
}

/** What each document's parameters say: many operations share theirs. */
const known = new WeakMap<OpenApiDocument, WeakMap<object, Parameter>>()

function readOnce(
  document: OpenApiDocument,
  located: Located,
  name: string,
  place: ParameterPlace,
): Parameter {
  const ofDocument = known.get(document) ?? new WeakMap<object, Parameter>()
  known.set(document, ofDocument)
  const held = ofDocument.get(located.value)
  // By an alias of YAML, one object stands in several places.
  if (held?.pointer === located.pointer) return held
  const parameter = readParameter(document, located, name, place)
  ofDocument.set(located.value, parameter)
  return parameter
}

function readParameter(
  document: OpenApiDocument,
  located: Located,
  name: string,
  place: ParameterPlace,
): Parameter {
  const { value, pointer } = located
  const content = readEntries(value, 'content')[0]
  const schema = readSchema(document, located, content)
  const { deprecated, sunset, since } = readDeprecation(document, located)
  const parameter: { -readonly [Key in keyof Parameter]: Parameter[Key] } = {
    name,
    place,
    // A path parameter is always sent, whatever the document says.
    required: place === 'path' || readKey(value, 'required') === true,
    pointer,
    serialization:
      content === undefined ? readSerialization(document, located, place, schema) : `as ${content[0]}`,
    style: readStyle(document, located, place),
    allowReserved: readKey(value, 'allowReserved') === true,
    allowEmptyValue: place === 'query' && readKey(value, 'allowEmptyValue') === true,
    deprecated,
  }
  if (schema !== undefined) parameter.schema = schema
  if (sunset !== undefined) parameter.sunset = sunset
  if (since !== undefined) parameter.since = since
  return parameter
}

function readSchema(
  document: OpenApiDocument,
  { value, pointer }: Located,
  content: [string, unknown] | undefined,
): LocatedSchema | undefined {
  if (document.version === '2.0') return { schema: pickSwaggerSchema(value), pointer }
  const schema = content === undefined ? readKey(value, 'schema') : readKey(content[1], 'schema')
  if (!isObject(schema) && typeof schema !== 'boolean') return undefined
  const at = content === undefined ? pointer : joinPointer(pointer, 'content', content[0])
  return { schema, pointer: joinPointer(at, 'schema') }
}

const styles: Readonly<Record<string, string>> = {
  query: 'form',
  cookie: 'form',
  path: 'simple',
  header: 'simple',
}

const listStyles: Readonly<Record<string, string>> = {
  ssv: 'spaceDelimited',
  tsv: 'tabDelimited',
  pipes: 'pipeDelimited',
}

/**
 * How a value is written. Style and explode matter only where it has parts: a scalar is the same in all of them, and a
 * `simple` list is the same exploded or not (OpenAPI 3.1.1 §4.8.12).
 */
export function readSerialization(
  document: OpenApiDocument,
  located: Located,
  place: ParameterPlace,
  schema: LocatedSchema | undefined,
): string {
  const style = readStyle(document, located, place)
  const isPlain = /^(?:form|simple|cookie)\b/.test(style)
  if (document.version === '2.0' || !isPlain) return style
  const composed = listComposed(document, schema)
  if (!hasParts(composed, ['array', 'object'])) return 'scalar'
  const isList = style === 'simple, exploded' && !hasParts(composed, ['object'])
  return isList ? 'simple' : style
}

/** The style in which the parts of a value are written, if it has any. */
function readStyle(document: OpenApiDocument, { value, pointer }: Located, place: ParameterPlace): string {
  if (document.version === '2.0') {
    if (readKey(value, 'type') !== 'array') return 'scalar'
    const format = readString(value, 'collectionFormat') ?? 'csv'
    const style = format === 'multi' ? 'form, exploded' : format === 'csv' ? (styles[place] ?? 'simple') : (listStyles[format] ?? format) // prettier-ignore
    // Lists in a list are written in a way of their own.
    const items = readKey(value, 'items')
    const isNested = isObject(items) && readKey(items, 'type') === 'array'
    return isNested ? `${style} of ${readStyle(document, { value: items, pointer }, place)}` : style
  }
  const style = readString(value, 'style') ?? styles[place] ?? 'form'
  // There is one way to write it (OpenAPI 3.1.1 §4.8.12.4).
  if (style === 'deepObject') return style
  const explode = readKey(value, 'explode') ?? (style === 'form' || style === 'cookie')
  return explode === true ? `${style}, exploded` : style
}

/** Says whether a schema speaks of values of one of the types that have parts. */
function hasParts(composed: readonly Located[], kinds: readonly ('array' | 'object')[]): boolean {
  return composed.some(({ value }) => {
    const type = readKey(value, 'type')
    const types: readonly unknown[] = Array.isArray(type) ? type : [type]
    return kinds.some((kind) => types.includes(kind)) || isObject(readKey(value, 'properties'))
  })
}

function isPlace(place: string | undefined): place is ParameterPlace {
  return place !== undefined && places.includes(place)
}
