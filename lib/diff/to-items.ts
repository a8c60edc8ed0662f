import { isObject, joinPointer, readKey, type MediaType, type OpenApiDocument } from '../openapi/index.ts'
import { bystanders } from '../schema/bystanders.ts'
import { peelSchema } from './peel-schema.ts'

/**
 * A sequence whose schema is a list of which nothing but the items is said, as one whose items have a schema: the first
 * is for all of a message, as if it were a list, and says the same (OpenAPI 3.2, Media Type Object).
 *
 * @param other what it is compared with: where that is written as a list as well, there is nothing to be done
 */
export function toItems(document: OpenApiDocument, media: MediaType, other: MediaType): MediaType {
  const { schema: whole, ...rest } = media
  const isMeant =
    other.itemSchema !== undefined && other.schema === undefined && media.itemSchema === undefined
  if (whole === undefined || !isMeant || !isSequence(media.name) || !isSequence(other.name)) return media
  const peeled = peelSchema(document, whole)
  const items = readKey(peeled?.value, 'items')
  if (peeled === undefined || !isBareList(peeled.value)) return media
  if (!isObject(items) && typeof items !== 'boolean') return media
  return { ...rest, itemSchema: { schema: items, pointer: joinPointer(peeled.pointer, 'items') } }
}

function isBareList(schema: unknown): boolean {
  return (
    readKey(schema, 'type') === 'array' &&
    isObject(schema) &&
    Object.keys(schema).every((key) => key === 'type' || key === 'items' || bystanders.has(key))
  )
}

/** Whether a message of a media type is any number of values, one after the other. */
function isSequence(name: string): boolean {
  return /^(?:application\/(?:x-)?(?:jsonl|ndjson|(?:[^;]*\+)?json-seq)|text\/event-stream|multipart\/mixed)\s*(?:;|$)/i.test(
    name,
  )
}
