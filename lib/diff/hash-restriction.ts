import { readKey, type OpenApiDocument } from '../openapi/index.ts'
import type { Fact } from '../rules/define-rule.ts'
import { hashSchema, type SchemaHashes } from '../schema/hash-schema.ts'

/** Facts that tell of a schema within a schema no more than that it is new, or another one. */
const untold =
  /^(?:not|condition|contains|items|property-names|pattern-property|dependent-required|dependent-schema)-(?:added|changed)$|^additional-properties-changed$/

/** The keyword by which a schema stands in another, and its name there, if it has one. */
const byKeyword =
  /^(.*)\/(not|if|contains|(?:prefixI|additionalI|i)tems|propertyNames|(?:pattern|additional|unevaluated)Properties|dependencies|dependent(?:Required|Schemas))(?:\/[^/]*)?$/

/** Keywords that are read together with another one. */
const beside: Readonly<Partial<Record<string, readonly string[]>>> = {
  if: ['then', 'else'],
  contains: ['minContains', 'maxContains'],
  items: ['prefixItems', 'additionalItems'],
}

/**
 * What the revision asks for where a fact does not say it: the fact is about another edit when that is another one.
 * Descriptions, and what references lead to, do not count.
 *
 * @param hashes of the revision: thousands of facts may be about one keyword
 */
export function hashRestriction(
  { kind, pointer }: Fact,
  revision: OpenApiDocument,
  hashes: SchemaHashes,
): number | undefined {
  if (!untold.test(kind)) return undefined
  const [, owner, keyword = ''] = byKeyword.exec(pointer.revision ?? '') ?? []
  const schema = owner === undefined ? undefined : revision.findAt(owner)?.schema
  if (schema === undefined) return undefined
  const names = [keyword, ...(beside[keyword] ?? [])]
  return hashSchema(Object.fromEntries(names.map((name) => [name, readKey(schema, name)])), hashes)
}
