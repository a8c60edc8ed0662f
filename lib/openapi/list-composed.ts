import type { LocatedSchema } from '../schema/types.ts'
import { joinPointer, type Located, readKey, readList } from './json-value.ts'
import type { OpenApiDocument } from './open-document.ts'

/**
 * A schema and all that it is composed of by references, `allOf`, `anyOf`, `oneOf`, `then` and `else`, each once. What a form says of its
 * properties, or a value of its type, may stand in any of them.
 */
export function listComposed(
  document: OpenApiDocument,
  schema: LocatedSchema | undefined,
): readonly Located[] {
  const found: Located[] = []
  const seen = new Set<unknown>()
  const visit = (schema: unknown, pointer: string, nesting: number): void => {
    if (nesting > maximalNesting) return
    for (const part of listReferred(document, schema, pointer)) {
      if (seen.has(part.value)) continue
      seen.add(part.value)
      found.push(part)
      for (const keyword of combinators)
        readList(part.value, keyword).forEach((member, index) => {
          visit(member, joinPointer(part.pointer, keyword, index), nesting + 1)
        })
      for (const keyword of conditionals)
        visit(readKey(part.value, keyword) ?? true, joinPointer(part.pointer, keyword), nesting + 1)
    }
  }
  if (schema !== undefined) visit(schema.schema, schema.pointer, 0)
  return found
}

/** Combinators nest this deep in honest documents. */
const maximalNesting = 8

const combinators = ['allOf', 'anyOf', 'oneOf']

const conditionals = ['then', 'else']

/** What a reference leads to and, from OpenAPI 3.1 on, what stands beside it. */
function listReferred(document: OpenApiDocument, schema: unknown, pointer: string): readonly Located[] {
  if (typeof schema === 'boolean') return []
  const target = document.follow(schema, pointer)
  const isBeside = document.dialect === 'openapi-3.1' && readKey(schema, '$ref') !== undefined
  return [
    ...(isBeside ? [{ value: schema as Located['value'], pointer }] : []),
    ...(target === undefined ? [] : [target]),
  ]
}
