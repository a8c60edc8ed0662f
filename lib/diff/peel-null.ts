import { isObject, joinPointer, type OpenApiDocument, readKey, readList } from '../openapi/index.ts'
import { bystanders } from '../schema/bystanders.ts'
import { isNullable } from '../schema/is-nullable.ts'
import type { LocatedSchema } from '../schema/index.ts'
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
  return findBranch(schema, pointer)
}

/** The alternative beside that of null, where there are these two and nothing else is said. */
function findBranch(schema: object, pointer: string): LocatedSchema | undefined {
  const said = Object.keys(schema).filter((key) => !bystanders.has(key) && !key.startsWith('x-'))
  const [keyword, ...more] = said
  if (more.length > 0 || (keyword !== 'anyOf' && keyword !== 'oneOf')) return undefined
  const branches = readList(schema, keyword)
  const index = branches.findIndex((branch) => readKey(branch, 'type') !== 'null')
  const branch = branches[index]
  if (branches.length !== 2 || !isObject(branch)) return undefined
  if (readKey(branches[1 - index], 'type') !== 'null') return undefined
  return { schema: branch, pointer: joinPointer(pointer, keyword, index) }
}
