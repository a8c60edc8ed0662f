import { readKey, type OpenApiDocument } from '../openapi/index.ts'
import type { Fact } from '../rules/define-rule.ts'
import type { LocatedSchema } from '../schema/index.ts'
import { hashSchema, type SchemaHashes } from '../schema/hash-schema.ts'
import { isIndex } from '../schema/name-branch.ts'

/** Facts that tell of a schema within a schema no more than that it is new, or gone, or another one. */
const untold =
  /^(?:not|condition|contains|items|union|property-names|pattern-property|dependent-required|dependent-schema)-(?:added|changed|removed)$|^additional-properties-changed$/

/** Facts that tell of what is new no more than its name. */
const named = /^(?:required-)?(?:property|parameter)-added$/

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
 * What the revision asks for, or the base asked for where that is gone, if a fact does not say it: the fact is about
 * another edit when that is another one. Descriptions, and what references lead to, do not count.
 *
 * @param hashes of both documents: thousands of facts may be about one keyword
 */
export function hashRestriction(
  fact: Fact,
  documents: { readonly base: OpenApiDocument; readonly revision: OpenApiDocument },
  hashes: SchemaHashes,
): string | undefined {
  const side = fact.kind.endsWith('-removed') ? 'base' : 'revision'
  const schema = findRestriction(fact, documents[side], fact.pointer[side])
  // One rule may tell of both: to take away what was asked for is another edit than to ask for it.
  return schema === undefined ? undefined : `${side} ${String(hashSchema(schema, hashes))}`
}

/** The schema that is new or gone, or the keywords that have it. */
function findRestriction(
  { kind, name = '' }: Fact,
  document: OpenApiDocument,
  at: string | undefined,
): LocatedSchema['schema'] | undefined {
  if (at === undefined) return undefined
  if (kind.startsWith('union-branch-') && isIndex(name)) return document.findAt(at)?.schema
  if (named.test(kind)) return isObjectItself(kind, at) ? undefined : document.findAt(at)?.schema
  if (!untold.test(kind)) return undefined
  const [, owner, keyword = ''] = byKeyword.exec(at.replace(made, '$1')) ?? []
  const schema = owner === undefined ? undefined : document.findAt(owner)?.schema
  if (schema === undefined) return undefined
  const names = [keyword, ...(beside[keyword] ?? [])]
  return Object.fromEntries(names.map((one) => [one, readKey(schema, one)]))
}

/** Of a property that is required and not declared, all there is to point at is the object that has it. */
function isObjectItself(kind: string, at: string): boolean {
  return kind.endsWith('property-added') && !/\/properties\/[^/]*$/.test(at)
}
