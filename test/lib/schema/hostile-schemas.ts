import type { JsonSchema } from '../../../lib/schema/types.ts'

/** Two schemas that take what they can of time and stack, and how they relate. */
export interface HostilePair {
  readonly name: string
  readonly base: JsonSchema
  readonly revision: JsonSchema
  readonly relation: 'narrower' | 'wider' | 'incomparable'
}

const range = <Item>(count: number, make: (index: number) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, index) => make(index))
const toMap = (count: number, make: (index: number) => JsonSchema): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(range(count, (index) => [`p${String(index)}`, make(index)]))

const shorter: JsonSchema = { type: 'string', maxLength: 9 }
const longer: JsonSchema = { type: 'string', maxLength: 10 }

function nest(depth: number, inner: JsonSchema, wrap: (inner: JsonSchema) => JsonSchema): JsonSchema {
  let schema = inner
  for (let level = 0; level < depth; level += 1) schema = wrap(schema)
  return schema
}

function nestBoth(
  depth: number,
  wrap: (inner: JsonSchema) => JsonSchema,
): Pick<HostilePair, 'base' | 'revision'> {
  return { base: nest(depth, longer, wrap), revision: nest(depth, shorter, wrap) }
}

function nestArrays(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = [value]
  return value
}

/** Objects that overlap with all others of their kind. */
const open = (index: number): JsonSchema => ({
  type: 'object',
  required: [`v${String(index)}`],
  properties: { [`v${String(index)}`]: { type: 'string', maxLength: index + 1 } },
})
const tagged = (index: number): JsonSchema => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { const: `k${String(index)}` } },
})
const pattern = (index: number): JsonSchema => ({
  type: 'string',
  pattern: `^a${String(index)}x*[a-z]{1,30}$`,
})
const counted = (index: number, more: number): JsonSchema => ({
  pattern: `[a-c]{${String(index)}}x.{10,${String(index + 20 + more)}}$`,
})

/** Each of these must end within about a second. */
export const hostilePairs: readonly HostilePair[] = [
  {
    name: 'oneOf of 2,000 branches that overlap',
    base: { oneOf: range(2000, open) },
    revision: { oneOf: range(2001, open) },
    relation: 'incomparable',
  },
  {
    name: 'oneOf of 2,000 branches told apart by a tag',
    base: { oneOf: range(2000, tagged) },
    revision: { oneOf: range(1999, tagged) },
    relation: 'narrower',
  },
  {
    name: 'oneOf of 2,000 references',
    base: {
      oneOf: range(2000, (index) => ({ $ref: `#/$defs/p${String(index)}` })),
      $defs: toMap(2001, tagged),
    },
    revision: {
      oneOf: range(2001, (index) => ({ $ref: `#/$defs/p${String(index)}` })),
      $defs: toMap(2001, tagged),
    },
    relation: 'wider',
  },
  {
    name: 'anyOf of 2,000 branches that overlap',
    base: { anyOf: range(2000, open) },
    revision: { anyOf: range(1999, open) },
    relation: 'narrower',
  },
  {
    name: 'anyOf of 2,000 lengths',
    base: { anyOf: range(2000, (index) => ({ type: 'string', minLength: 2 * index, maxLength: 2 * index })) },
    revision: {
      anyOf: range(1999, (index) => ({ type: 'string', minLength: 2 * index, maxLength: 2 * index })),
    },
    relation: 'narrower',
  },
  {
    name: 'anyOf of 2,000 patterns',
    base: { anyOf: range(2000, pattern) },
    revision: { anyOf: range(1999, pattern) },
    relation: 'narrower',
  },
  {
    name: 'anyOf of 20,000 constants',
    base: { anyOf: range(20_000, (index) => ({ const: index })) },
    revision: { anyOf: range(19_999, (index) => ({ const: index })) },
    relation: 'narrower',
  },
  {
    name: 'allOf of 2,000 unions',
    base: { allOf: range(2000, (index) => ({ anyOf: [open(index), open(index + 1)] })) },
    revision: { allOf: range(1999, (index) => ({ anyOf: [open(index), open(index + 1)] })) },
    relation: 'wider',
  },
  {
    name: 'allOf of 2,000 negations',
    base: { allOf: range(2000, (index) => ({ not: open(index) })) },
    revision: { allOf: range(1999, (index) => ({ not: open(index) })) },
    relation: 'wider',
  },
  {
    name: 'a oneOf nested twelve deep',
    ...nestBoth(12, (inner) => ({
      oneOf: [inner, { type: 'object', properties: { a: inner }, required: ['a'] }],
    })),
    relation: 'narrower',
  },
  {
    name: 'a oneOf nested twelve deep, of three branches that hold it',
    ...nestBoth(12, (inner) => ({
      oneOf: [
        inner,
        { type: 'object', properties: { a: inner }, required: ['a'] },
        { type: 'array', items: inner, minItems: 1 },
      ],
    })),
    relation: 'narrower',
  },
  {
    name: 'a oneOf nested 10,000 deep',
    ...nestBoth(10_000, (inner) => ({ oneOf: [inner, { type: 'object' }] })),
    relation: 'incomparable',
  },
  {
    name: 'an anyOf nested 10,000 deep',
    ...nestBoth(10_000, (inner) => ({ anyOf: [inner, { type: 'integer' }] })),
    relation: 'narrower',
  },
  {
    name: 'properties 10,000 deep',
    ...nestBoth(10_000, (inner) => ({ type: 'object', properties: { a: inner } })),
    relation: 'narrower',
  },
  {
    name: 'an allOf 10,000 deep',
    ...nestBoth(10_000, (inner) => ({ allOf: [inner] })),
    relation: 'narrower',
  },
  { name: 'a not 10,000 deep', ...nestBoth(10_000, (inner) => ({ not: inner })), relation: 'narrower' },
  {
    name: 'conditions 10,000 deep',
    ...nestBoth(10_000, (inner) => ({ if: inner, then: { type: 'string' } })),
    relation: 'incomparable',
  },
  {
    name: 'an enum of 50,000 strings',
    base: { enum: range(50_000, (index) => `v${String(index)}`) },
    revision: { enum: range(49_999, (index) => `v${String(index)}`) },
    relation: 'narrower',
  },
  {
    name: 'an enum of 50,000 objects',
    base: { enum: range(50_000, (index) => ({ index })) },
    revision: { enum: range(49_999, (index) => ({ index })) },
    relation: 'narrower',
  },
  {
    name: 'an enum of 50,000 strings against a pattern',
    base: { enum: range(50_000, (index) => `v${String(index)}`) },
    revision: { type: 'string', pattern: '^v[0-9]+$' },
    relation: 'wider',
  },
  {
    name: '10,000 properties',
    base: { type: 'object', properties: toMap(10_000, () => longer) },
    revision: { type: 'object', properties: toMap(10_000, () => shorter) },
    relation: 'narrower',
  },
  {
    name: '5,000 items of a tuple',
    base: { type: 'array', prefixItems: range(5000, () => longer) },
    revision: { type: 'array', prefixItems: range(5000, () => shorter) },
    relation: 'narrower',
  },
  {
    name: '100 schemas that all refer to each other',
    base: { $ref: '#/$defs/p0', $defs: toMap(100, () => ({ properties: refersToAll(100) })) },
    revision: {
      $ref: '#/$defs/p0',
      $defs: toMap(100, (index) => ({
        properties: { ...refersToAll(100), ...(index === 99 ? { p99: shorter } : {}) },
      })),
    },
    relation: 'narrower',
  },
  {
    name: 'references that lead to each other',
    base: {
      $ref: '#/$defs/a',
      $defs: { a: { anyOf: [{ $ref: '#/$defs/b' }, longer] }, b: { allOf: [{ $ref: '#/$defs/a' }] } },
    },
    revision: {
      $ref: '#/$defs/a',
      $defs: { a: { anyOf: [{ $ref: '#/$defs/b' }, shorter] }, b: { allOf: [{ $ref: '#/$defs/a' }] } },
    },
    relation: 'narrower',
  },
  {
    name: 'twenty patterns with counted ends',
    base: { type: 'string', allOf: range(20, (index) => counted(index, 0)) },
    revision: { type: 'string', allOf: range(20, (index) => counted(index, 1)) },
    relation: 'wider',
  },
  {
    name: 'a pattern of a million repeats',
    base: { type: 'string', pattern: '^(a{1,1000}){1,1000}$' },
    revision: { type: 'string', pattern: '^(a{1,1000}){1,999}$' },
    relation: 'narrower',
  },
  {
    name: 'a pattern that backtracks',
    base: { type: 'string', pattern: '^(a+)+b?$' },
    revision: { type: 'string', pattern: '^(a+)+$' },
    relation: 'narrower',
  },
  {
    name: 'a pattern that backtracks without a character',
    base: { type: 'string', minLength: 8, maxLength: 12, pattern: '^(?:a?){100}[!a]$' },
    revision: { type: 'string', minLength: 8, maxLength: 12, pattern: '^(?:a?){100}$' },
    relation: 'narrower',
  },
  {
    name: 'a pattern with groups 5,000 deep, each of which repeats',
    base: { type: 'string', pattern: `${'('.repeat(5000)}a${')*'.repeat(5000)}$` },
    revision: { type: 'string', pattern: '^b' },
    relation: 'narrower',
  },
  {
    name: 'multiples of what is larger than any number',
    base: { type: 'number', multipleOf: Infinity, minimum: -1e308 },
    revision: { type: 'integer', multipleOf: 3, enum: [3, Infinity, NaN, -Infinity] },
    relation: 'incomparable',
  },
  {
    name: 'patterns that double with each character',
    base: { type: 'string', pattern: '^(a|b)*a(a|b){18}$' },
    revision: { type: 'string', pattern: '^(a|b)*a(a|b){17}$' },
    relation: 'incomparable',
  },
  {
    name: 'a constant 20,000 deep',
    base: { enum: [nestArrays(20_000), 1] },
    revision: { enum: [1] },
    relation: 'narrower',
  },
  {
    name: 'a pattern with groups 20,000 deep',
    base: { type: 'string', pattern: `${'('.repeat(20_000)}a${')'.repeat(20_000)}` },
    revision: { type: 'string', pattern: '^a' },
    relation: 'narrower',
  },
  {
    name: 'a name of properties with groups 20,000 deep',
    base: { patternProperties: { [`${'('.repeat(20_000)}a${')'.repeat(20_000)}`]: shorter } },
    revision: { patternProperties: { a: { type: 'string', maxLength: 8 } } },
    relation: 'narrower',
  },
  {
    name: 'bounds of unheard-of lengths',
    base: { type: 'array', minItems: 1e15, items: { minLength: 1e15 } },
    revision: { type: 'array', minItems: 1e15 + 2, items: { minLength: 1e15 } },
    relation: 'narrower',
  },
  {
    name: 'a union of 200 branches with nothing left unevaluated',
    base: { unevaluatedProperties: false, anyOf: range(200, open) },
    revision: { unevaluatedProperties: false, anyOf: range(199, open) },
    relation: 'narrower',
  },
  {
    name: '500 conditions',
    base: { allOf: range(500, condition) },
    revision: { allOf: range(499, condition) },
    relation: 'wider',
  },
  {
    name: 'schemas that refer twice to one, 30 deep',
    base: twice(30, longer),
    revision: twice(30, shorter),
    relation: 'narrower',
  },
  {
    name: '50,000 required names',
    base: { type: 'object', required: range(50_000, String) },
    revision: { type: 'object', required: range(49_999, String) },
    relation: 'wider',
  },
  {
    name: 'allOf of 2,000 properties',
    base: { allOf: range(2000, (index) => ({ properties: { [`p${String(index)}`]: longer } })) },
    revision: {
      allOf: range(2000, (index) => ({
        properties: { [`p${String(index)}`]: index > 0 ? longer : shorter },
      })),
    },
    relation: 'narrower',
  },
  {
    name: '2,000 dependent schemas',
    base: { dependentSchemas: toMap(2000, open) },
    revision: { dependentSchemas: toMap(1999, open) },
    relation: 'wider',
  },
]

/** Each refers twice to the next. */
function twice(count: number, last: JsonSchema): JsonSchema {
  const next = (index: number): JsonSchema => ({ $ref: `#/$defs/p${String(index + 1)}` })
  const defs = toMap(count, (index) => ({ allOf: [next(index), next(index)] }))
  return { $ref: '#/$defs/p0', $defs: { ...defs, [`p${String(count)}`]: last } }
}

function refersToAll(count: number): Readonly<Record<string, JsonSchema>> {
  return toMap(count, (index) => ({ $ref: `#/$defs/p${String(index)}` }))
}

function condition(index: number): JsonSchema {
  return {
    if: { properties: { kind: { const: index } }, required: ['kind'] },
    then: { required: [`v${String(index)}`] },
  }
}
