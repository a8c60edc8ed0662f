import { isObject, joinPointer, type JsonObject, type OpenApiDocument, readList } from '../openapi/index.ts'
import { isNullable } from '../schema/is-nullable.ts'
import type { LocatedSchema } from '../schema/index.ts'
import { findOnlyKeyword, isWrapping, readWrapped } from '../schema/read-wrapping.ts'
import { peelSchema } from './peel-schema.ts'

/** What a schema accepts beside null, and the same for another such schema with null where this one has it. */
export interface PeeledNull {
  readonly inner: LocatedSchema
  of(inner: LocatedSchema): LocatedSchema
}

/** Sets null aside, in whichever way a schema says that it accepts it; what lists its values stays as it is. */
export function peelNull(document: OpenApiDocument, located: LocatedSchema): PeeledNull {
  const inner = findInner(document, located)
  if (inner === undefined) return { inner: located, of: (other) => other }
  return {
    inner,
    of: ({ schema, pointer }) => ({ schema: { anyOf: [schema, { type: 'null' }] }, pointer }),
  }
}

function findInner(document: OpenApiDocument, located: LocatedSchema): LocatedSchema | undefined {
  const { value: schema, pointer = '' } = peelSchema(document, located) ?? {}
  if (!isObject(schema) || 'enum' in schema || 'const' in schema) return undefined
  if (isNullable(schema, document.dialect))
    return { schema: { ...schema, nullable: false, 'x-nullable': false }, pointer }
  const types = readList(schema, 'type')
  const [type, ...others] = types.filter((name) => name !== 'null')
  if (types.includes('null') && type !== undefined && others.length === 0)
    return { schema: { ...schema, type }, pointer }
  // A type beside a union may say that null is none of its values.
  return 'type' in schema ? undefined : findBranch(schema, pointer)
}

/** The only alternative beside that of null, where nothing else is said. */
function findBranch(schema: JsonObject, pointer: string): LocatedSchema | undefined {
  const keyword = findOnlyKeyword(schema)
  if (!isWrapping(keyword)) return undefined
  const { members, hasNull } = readWrapped(schema, keyword)
  const [only, ...others] = members
  if (!hasNull || only === undefined || others.length > 0) return undefined
  return { schema: only.schema, pointer: joinPointer(pointer, keyword, only.index) }
}
