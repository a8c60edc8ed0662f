import { isObject, joinPointer, type MediaType, type OpenApiDocument, readString } from '../openapi/index.ts'
import { bystanders } from '../schema/bystanders.ts'
import type { LocatedSchema } from '../schema/index.ts'
import type { DiffContext } from './context.ts'
import { peelSchema } from './peel-schema.ts'

/**
 * Says whether two media types that are no notation for values may both hold whatever they can: bytes, or text. OpenAPI
 * 3.0 says that by a string of the format `binary`, and 3.1 without a schema (OpenAPI 3.1.1 §4.8.14.2, Considerations for File
 * Uploads).
 */
export function holdAnyContent(context: DiffContext, base: MediaType, revision: MediaType): boolean {
  return holdsAny(context.base, base) && holdsAny(context.revision, revision)
}

/** The schema of what may hold any content, where the other side says more of its strings: there, it is a string as well. */
export function toContent(
  document: OpenApiDocument,
  media: MediaType,
  other: { readonly document: OpenApiDocument; readonly media: MediaType },
): LocatedSchema | undefined {
  const { schema } = media
  const said = other.media.schema && peelSchema(other.document, other.media.schema)
  if (readString(said?.value, 'type') !== 'string' || !holdsAny(document, media)) return schema
  const pointer = schema?.pointer ?? joinPointer(media.pointer, 'schema')
  const isFormatted = readString(said?.value, 'format') !== undefined
  return { schema: { type: 'string', ...(isFormatted ? { format: 'binary' } : {}) }, pointer }
}

function holdsAny(document: OpenApiDocument, { name, schema, itemSchema }: MediaType): boolean {
  if (!isRaw(name) || itemSchema !== undefined) return false
  if (schema === undefined || schema.schema === true) return true
  const value = peelSchema(document, schema)?.value
  return (
    isObject(value) &&
    Object.entries(value).every(([keyword, said]) =>
      Object.hasOwn(saysNothing, keyword)
        ? saysNothing[keyword]?.includes(said) !== false
        : bystanders.has(keyword) || keyword.startsWith('x-'),
    )
  )
}

/** What may be said of any content; `file` is the word of Swagger 2.0. The media type of a whole body stands at the body. */
const saysNothing: Readonly<Record<string, readonly unknown[] | undefined>> = {
  type: ['string', 'file'],
  format: ['binary'],
  contentMediaType: undefined,
}

/** Says whether the content of a media type is one piece: not written in JSON or the like, as a form, or in parts. */
function isRaw(name: string): boolean {
  const [type = '', subtype = ''] = (name.toLowerCase().split(';')[0] ?? '').trim().split('/')
  if (['image', 'audio', 'video', 'font', 'model'].includes(type)) return true
  const isSingle = (type === 'text' || type === 'application') && subtype !== '*'
  return isSingle && !subtype.split(/[.+-]/).some((word) => notations.has(word))
}

/** Words in the names of media types that are written by their schemas. */
const notations: ReadonlySet<string> = new Set(
  'json jsonl ndjson json5 bson xml yaml yml toml ion smile cbor msgpack messagepack protobuf proto avro thrift form event'.split(
    ' ',
  ),
)
