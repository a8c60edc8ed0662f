import { isObject, readKey } from '../openapi/index.ts'

/**
 * Whether a keyword says nothing about any value that two schemas accept: `maximum` beside `type: string`. JSON Schema
 * keywords apply to values of certain types only, and all others are valid (JSON Schema Core §7.6.1).
 *
 * Documents of which that is not sure are left out: the types have to be declared right beside it, and be the same.
 */
export function isInapplicable(keyword: string, base: unknown, revision: unknown): boolean {
  const applies = Object.hasOwn(appliesTo, keyword) ? appliesTo[keyword] : undefined
  if (applies === undefined) return false
  const [before, after] = [readTypes(base), readTypes(revision)]
  return (
    before.length > 0 &&
    before.length === after.length &&
    before.every((type) => after.includes(type)) &&
    after.every((type) => before.includes(type)) &&
    before.every((type) => types.has(type) && !applies.includes(type === 'integer' ? 'number' : type))
  )
}

function readTypes(schema: unknown): readonly string[] {
  const type = isObject(schema) ? readKey(schema, 'type') : undefined
  const names: readonly unknown[] = Array.isArray(type) ? type : [type]
  return names.every((name) => typeof name === 'string') ? names : []
}

const types: ReadonlySet<string> = new Set([
  'array',
  'boolean',
  'integer',
  'null',
  'number',
  'object',
  'string',
])

/** The types that each keyword says something about (JSON Schema Validation §6 and §8, Core §10.3, OpenAPI 3.0.4). */
const appliesTo: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [
    [['number'], ['maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum', 'multipleOf']],
    [['string'], ['maxLength', 'minLength', 'pattern', 'contentEncoding', 'contentMediaType']],
    [['string', 'number'], ['format']],
    [
      ['array'],
      ['items', 'prefixItems', 'additionalItems', 'unevaluatedItems', 'maxItems', 'minItems', 'uniqueItems', 'contains', 'maxContains', 'minContains'], // prettier-ignore
    ],
    [
      ['object'],
      ['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties', 'propertyNames', 'required', 'maxProperties', 'minProperties', 'dependentRequired', 'dependentSchemas', 'dependencies'], // prettier-ignore
    ],
  ].flatMap(([applies = [], keywords = []]) => keywords.map((keyword) => [keyword, applies])),
)
