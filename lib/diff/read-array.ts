import { isObject, type OpenApiDocument, readKey, readString } from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'
import { peelSchema } from './peel-schema.ts'
import { writeNotes } from './to-text-schema.ts'

/** A schema of lists, with its items, and the same with others. */
export function readArray(
  document: OpenApiDocument,
  located: LocatedSchema,
): { readonly items: LocatedSchema; of(items: LocatedSchema): LocatedSchema } | undefined {
  const { value, pointer = '' } = peelSchema(document, located) ?? {}
  const items = readKey(value, 'items')
  if (!isObject(value) || !isObject(items) || readString(value, 'type') !== 'array') return undefined
  return {
    items: { schema: items, pointer: `${pointer}/items` },
    of: ({ schema }) => ({ schema: { ...value, items: schema, ...writeNotes(value) }, pointer }),
  }
}
