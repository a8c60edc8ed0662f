import { isObject, joinPointer, type OpenApiDocument, readKey, readList } from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'
import { askOnce } from './ask-once.ts'
import { peelSchema } from './peel-schema.ts'

/** Says whether a schema accepts values without parts, as far as its types say: a union may, of which a branch does. */
export function takesScalars(
  document: OpenApiDocument,
  located: LocatedSchema,
  known: Map<unknown, boolean> = new Map<unknown, boolean>(),
  nesting = 0,
): boolean {
  if (typeof located.schema === 'boolean') return located.schema
  return askOnce(known, located.schema, () => readScalars(document, located, known, nesting))
}

function readScalars(
  document: OpenApiDocument,
  located: LocatedSchema,
  known: Map<unknown, boolean>,
  nesting: number,
): boolean {
  const { value: schema, pointer = '' } = peelSchema(document, located) ?? {}
  if (!isObject(schema) || nesting > maximalNesting) return false
  const type = readKey(schema, 'type')
  const types: readonly unknown[] = Array.isArray(type) ? type : [type]
  if (type !== undefined && !types.some((name) => scalars.has(name))) return false
  const unions = ['anyOf', 'oneOf'].filter((keyword) => readList(schema, keyword).length > 0)
  if (type === undefined && unions.length === 0) return !forParts.some((keyword) => keyword in schema)
  return unions.every((keyword) =>
    readList(schema, keyword).some((branch, index) => {
      if (!isObject(branch) && typeof branch !== 'boolean') return false
      return takesScalars(
        document,
        { schema: branch, pointer: joinPointer(pointer, keyword, index) },
        known,
        nesting + 1,
      )
    }),
  )
}

const scalars: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean'])

/** Who says nothing of types, and something of parts, means values that have them. */
const forParts = ['properties', 'items', 'prefixItems', 'additionalProperties', 'patternProperties']

/** Combinators nest this deep in honest documents. */
const maximalNesting = 8
