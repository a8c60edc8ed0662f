import { readKey, type OpenApiDocument } from '../openapi/index.ts'
import type { Fact } from '../rules/define-rule.ts'
import { hashSchema, type SchemaHashes } from '../schema/hash-schema.ts'
import { isIndex } from '../schema/name-branch.ts'

/** Facts that tell of a schema within a schema no more than that it is new, or another one. */
const untold =
  /^(?:not|condition|contains|items|property-names|pattern-property|dependent-required|dependent-schema)-(?:added|changed)$|^additional-properties-changed$|^union-added$/

/** The keyword by which a schema stands in another, and its name there, if it has one. */
const byKeyword =
  /^(.*)\/(not|if|anyOf|oneOf|contains|(?:prefixI|additionalI|i)tems|propertyNames|(?:pattern|additional|unevaluated)Properties|unevaluatedItems|dependencies|dependent(?:Required|Schemas))(?:\/[^/]*)?$/

/** What is read as schemas of its own (2020-12 §11) stands in the document under this keyword. */
const made = /(\/unevaluated(?:Properties|Items))\/.*$/

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
  { kind, name = '', pointer: { revision: at = '' } }: Fact,
  revision: OpenApiDocument,
  hashes: SchemaHashes,
): number | undefined {
  if (kind === 'union-branch-added' && isIndex(name)) {
    const branch = revision.findAt(at)?.schema
    return branch === undefined ? undefined : hashSchema(branch, hashes)
  }
  if (!untold.test(kind)) return undefined
  const [, owner, keyword = ''] = byKeyword.exec(at.replace(made, '$1')) ?? []
  const schema = owner === undefined ? undefined : revision.findAt(owner)?.schema
  if (schema === undefined) return undefined
  const names = [keyword, ...(beside[keyword] ?? [])]
  return hashSchema(Object.fromEntries(names.map((name) => [name, readKey(schema, name)])), hashes)
}
