import {
  joinPointer,
  type MediaType,
  type OpenApiDocument,
  type Parameter,
  readKey,
  readParts,
  readPathOperations,
} from '../../../lib/openapi/index.ts'
import type { Direction, LocatedSchema } from '../../../lib/schema/index.ts'

/** Two schemas that stand at the same place. */
export interface Pair {
  readonly place: string
  /** What is named is compared as part of an answer: most marks are `readOnly`, and it counts there. */
  readonly direction: Direction
  readonly base: LocatedSchema
  readonly revision: LocatedSchema
}

interface Spot {
  readonly direction: Direction
  readonly schema: LocatedSchema
}

/** The named schemas of both documents, and those that stand in operations; each pair of pointers once. */
export function listPairs(base: OpenApiDocument, revision: OpenApiDocument): readonly Pair[] {
  const [before, after] = [listSpots(base), listSpots(revision)]
  const pairs = new Map<string, Pair>()
  for (const [place, { direction, schema }] of before) {
    const other = after.get(place)
    if (other === undefined) continue
    const key = `${direction} ${schema.pointer} ${other.schema.pointer}`
    if (!pairs.has(key)) pairs.set(key, { place, direction, base: schema, revision: other.schema })
  }
  return [...pairs.values()]
}

function listSpots(document: OpenApiDocument): ReadonlyMap<string, Spot> {
  const spots = new Map<string, Spot>()
  for (const [owner, pointer] of [
    [readKey(readKey(document.root, 'components'), 'schemas'), '#/components/schemas'],
    [readKey(document.root, 'definitions'), '#/definitions'],
  ] as const) {
    for (const [name, schema] of Object.entries(owner ?? {})) {
      const located = { schema: schema as LocatedSchema['schema'], pointer: joinPointer(pointer, name) }
      spots.set(name, { direction: 'response', schema: located })
    }
  }
  const add = (place: string, direction: Direction, { schema }: MediaType | Parameter): void => {
    // A reference alone leads to what is compared by its name.
    const isNamed = Object.keys(schema?.schema ?? {}).join() === '$ref'
    if (schema !== undefined && !isNamed) spots.set(place, { direction, schema })
  }
  for (const operation of readPathOperations(document)) {
    const { parameters, requestBody, responses } = readParts(document, operation)
    const at = `${operation.method} ${operation.path}`
    for (const one of parameters) add(`${at} ${one.place} ${one.name}`, 'request', one)
    for (const one of requestBody?.contents ?? []) add(`${at} ${one.name}`, 'request', one)
    for (const { status, contents, headers } of responses) {
      for (const one of headers) add(`${at} ${status} header ${one.name}`, 'response', one)
      for (const one of contents) add(`${at} ${status} ${one.name}`, 'response', one)
    }
  }
  return spots
}
