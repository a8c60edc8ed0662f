import formats from 'ajv-formats'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import t from 'tap'
import type { JsonSchema } from '../../../lib/schema/types.ts'
import { toArbitrary } from '../../../lib/testing/to-arbitrary.ts'

const seed = 20_260_401

interface Case {
  readonly title: string
  readonly schema: JsonSchema
  /** What has to occur among the samples. */
  readonly some?: Readonly<Record<string, (value: unknown) => boolean>>
  /** What has to hold for all of them, apart from being valid. */
  readonly every?: (value: unknown) => boolean
}

const size = (value: unknown): number => Array.from(String(value)).length
const is =
  (expected: unknown): ((value: unknown) => boolean) =>
  (value) =>
    JSON.stringify(value) === JSON.stringify(expected)
const has =
  (name: string): ((value: unknown) => boolean) =>
  (value) =>
    isRecord(value) && Object.hasOwn(value, name)
const lacks =
  (name: string): ((value: unknown) => boolean) =>
  (value) =>
    isRecord(value) && !Object.hasOwn(value, name)
const isLong =
  (length: number): ((value: unknown) => boolean) =>
  (value) =>
    Array.isArray(value) && value.length === length
const isOf =
  (type: string): ((value: unknown) => boolean) =>
  (value) =>
    typeof value === type
const isNull = (value: unknown): boolean => value === null
const both = (name: string): Record<string, (value: unknown) => boolean> => ({
  [`${name} is there`]: has(name),
  [`${name} is absent`]: lacks(name),
})
const keys = (value: unknown): string[] => (isRecord(value) ? Object.keys(value) : [])
const counts = (value: unknown): number => keys(value).length
const at = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined)

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const isDeep =
  (name: string, depth: number): ((value: unknown) => boolean) =>
  (value) =>
    depth === 0 || [at(value, name)].flat().some((inner) => isRecord(inner) && isDeep(name, depth - 1)(inner))

const string = { type: 'string' }
const integer = { type: 'integer' }

const node = (kids: JsonSchema, required: string[]): JsonSchema => ({
  $ref: '#/$defs/Node',
  $defs: { Node: { type: 'object', properties: { value: integer, kids }, required } },
})

const cases: readonly Case[] = [
  { title: 'anything', schema: true, some: { null: isNull, list: Array.isArray, object: isRecord } },
  { title: 'an empty schema', schema: {}, some: { string: isOf('string'), number: isOf('number') } },
  {
    title: 'a list of types',
    schema: { type: ['string', 'null', 'integer'] },
    some: { null: isNull, string: isOf('string'), integer: Number.isInteger },
  },
  { title: 'booleans', schema: { type: 'boolean' }, some: { true: is(true), false: is(false) } },
  {
    title: 'an enum',
    schema: { enum: ['a', 1, null, { b: [2] }, ['c']] },
    some: { a: is('a'), 1: is(1), null: isNull, object: is({ b: [2] }), list: is(['c']) },
  },
  {
    title: 'an enum that a type cuts down',
    schema: { type: 'string', enum: ['a', 'bc', 3, null], minLength: 2 },
    every: is('bc'),
  },
  { title: 'a const', schema: { const: { deep: [1] } }, every: is({ deep: [1] }) },
  { title: 'a const of null', schema: { const: null }, every: isNull },
  {
    title: 'integers with bounds',
    schema: { type: 'integer', minimum: -2, maximum: 300 },
    some: { least: is(-2), most: is(300), between: (value) => Number(value) > 5 && Number(value) < 290 },
  },
  {
    title: 'integers with exclusive bounds',
    schema: { type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 4 },
    some: { 1: is(1), 2: is(2), 3: is(3) },
  },
  {
    title: 'integers of the largest range',
    schema: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
    some: { most: is(Number.MAX_SAFE_INTEGER), least: is(Number.MIN_SAFE_INTEGER) },
  },
  {
    title: 'integers with a far bound on one side',
    schema: { type: 'integer', minimum: 2 ** 40 },
    some: { least: is(2 ** 40), more: (value) => Number(value) > 2 ** 40 },
  },
  { title: 'int32', schema: { type: 'integer', format: 'int32' }, some: { most: is(2 ** 31 - 1) } },
  {
    title: 'numbers',
    schema: { type: 'number' },
    some: { fraction: (value) => !Number.isInteger(value), whole: Number.isInteger, zero: is(0) },
    every: (value) => Number.isFinite(value) && !Object.is(value, -0),
  },
  {
    title: 'numbers below zero',
    schema: { type: 'number', minimum: -1, exclusiveMaximum: 0 },
    some: { least: is(-1), fraction: (value) => !Number.isInteger(value) },
    every: (value) => !Object.is(value, -0),
  },
  { title: 'numbers of one value', schema: { type: 'number', minimum: 0.5, maximum: 0.5 }, every: is(0.5) },
  {
    title: 'numbers past all integers',
    schema: { type: 'number', minimum: 1e300 },
    some: { least: is(1e300) },
  },
  {
    title: 'hundredths',
    schema: { type: 'number', multipleOf: 0.01, minimum: 0, maximum: 1 },
    some: { 0.25: (value) => Number(value) > 0.2 && Number(value) < 0.3, one: is(1) },
  },
  {
    title: 'integers of several multiples',
    schema: { allOf: [{ type: 'integer', multipleOf: 4 }, { multipleOf: 6 }], minimum: 1, maximum: 40 },
    some: { 12: is(12), 24: is(24), 36: is(36) },
  },
  {
    title: 'integers of a broken multiple',
    schema: { type: 'integer', multipleOf: 1.5, minimum: 1 },
    some: { 3: is(3) },
  },
  {
    title: 'strings, hostile ones among them',
    schema: { type: 'string' },
    some: {
      prototype: is('__proto__'),
      empty: is(''),
      unicode: (value) => /[^\0-\x7f]/.test(String(value)),
      quote: (value) => String(value).includes('"'),
    },
    every: (value) => !/\p{Cs}/u.test(String(value)),
  },
  {
    title: 'strings with lengths',
    schema: { type: 'string', minLength: 2, maxLength: 40 },
    some: { least: (value) => size(value) === 2, most: (value) => size(value) === 40 },
  },
  { title: 'strings of one length', schema: { type: 'string', minLength: 3, maxLength: 3 } },
  { title: 'the empty string', schema: { type: 'string', maxLength: 0 }, every: is('') },
  { title: 'long strings', schema: { type: 'string', minLength: 1000 } },
  { title: 'a pattern', schema: { type: 'string', pattern: '^[A-Z]{2}-\\d{3}$' } },
  { title: 'a pattern without anchors', schema: { type: 'string', pattern: 'ab+c' } },
  {
    title: 'a pattern with lengths',
    schema: { type: 'string', pattern: '^[a-z0-9-]+$', minLength: 30, maxLength: 32 },
    some: { least: (value) => size(value) === 30, most: (value) => size(value) === 32 },
  },
  {
    title: 'a pattern with a least length',
    schema: { type: 'string', pattern: '^(?:[a-f]|\\d)*$', minLength: 12 },
  },
  {
    title: 'a pattern with a look-ahead',
    schema: { type: 'string', pattern: '^(?!a)(?=.*\\d)[a-z0-9]{2,}$' },
  },
  { title: 'a pattern outside of ASCII', schema: { type: 'string', pattern: '^[^ -~]+$' } },
  { title: 'a pattern of Unicode', schema: { type: 'string', pattern: '^\\p{Lu}+$' } },
  { title: 'two patterns', schema: { allOf: [{ type: 'string', pattern: '^[a-z]+$' }, { pattern: 'x' }] } },
  ...[
    ...[
      'date',
      'time',
      'date-time',
      'iso-time',
      'iso-date-time',
      'duration',
      'email',
      'hostname',
      'uri',
      'url',
    ],
    ...['uri-reference', 'uri-template', 'uuid', 'ipv4', 'ipv6', 'json-pointer', 'json-pointer-uri-fragment'],
    ...['relative-json-pointer', 'regex', 'byte', 'binary', 'password', 'idn-email', 'unheard-of'],
  ].map((format) => ({ title: `the format ${format}`, schema: { type: 'string', format } })),
  { title: 'a format with lengths', schema: { type: 'string', format: 'email', maxLength: 12 } },
  { title: 'a format with a pattern', schema: { type: 'string', format: 'date-time', pattern: 'Z$' } },
  {
    title: 'base64',
    schema: { type: 'string', contentEncoding: 'base64', minLength: 5, maxLength: 9 },
    every: (value) => Buffer.from(String(value), 'base64').toString('base64') === value,
  },
  {
    title: 'objects with an optional property',
    schema: { type: 'object', properties: { a: string, b: integer }, required: ['a'] },
    some: both('b'),
    every: (value) => keys(value).every((key) => key === 'a' || key === 'b'),
  },
  {
    title: 'objects with a property that cannot be',
    schema: { type: 'object', properties: { a: string, b: false } },
    some: both('a'),
  },
  {
    title: 'objects with hostile names',
    schema: {
      type: 'object',
      properties: Object.fromEntries(
        ['__proto__', 'constructor', 'toString', '', 'a/b'].map((name) => [name, integer]),
      ),
      required: ['__proto__', 'constructor'],
    },
    some: { ...both('toString'), ...both('') },
    every: (value) => Number.isInteger(at(JSON.parse(JSON.stringify(value)), '__proto__')),
  },
  {
    title: 'objects that are not said to be',
    schema: { properties: { a: string }, required: ['a'] },
    some: { a: has('a') },
  },
  { title: 'required without a schema', schema: { type: 'object', required: ['x'] }, every: has('x') },
  { title: 'objects of which nothing is said', schema: { type: 'object' }, every: is({}) },
  {
    title: 'a map',
    schema: { type: 'object', additionalProperties: integer },
    some: { empty: is({}), many: (value) => counts(value) > 1, hostile: has('__proto__') },
  },
  {
    title: 'a map beside properties',
    schema: { type: 'object', properties: { a: string }, additionalProperties: { type: 'boolean' } },
    some: { ...both('a'), other: (value) => keys(value).some((key) => key !== 'a') },
  },
  {
    title: 'an open object',
    schema: { type: 'object', properties: { a: string }, additionalProperties: true },
    some: { other: (value) => keys(value).some((key) => key !== 'a') },
  },
  {
    title: 'a closed object',
    schema: { type: 'object', properties: { a: string }, additionalProperties: false },
    some: both('a'),
  },
  {
    title: 'patterns of names',
    schema: {
      type: 'object',
      patternProperties: { '^x-': integer, '^y-': string },
      additionalProperties: false,
    },
    some: {
      x: (value) => keys(value).some((key) => key.startsWith('x-')),
      y: (value) => keys(value).some((key) => key.startsWith('y-')),
    },
  },
  {
    title: 'a property that a pattern also matches',
    schema: {
      type: 'object',
      properties: { count: { minimum: 3 } },
      patternProperties: { '^c': { type: 'integer', maximum: 5 } },
      required: ['count'],
    },
    some: { 3: (value) => at(value, 'count') === 3, 5: (value) => at(value, 'count') === 5 },
  },
  {
    title: 'rules for names',
    schema: { type: 'object', propertyNames: { pattern: '^[a-z]{3}$' }, additionalProperties: integer },
    some: { many: (value) => counts(value) > 1 },
  },
  {
    title: 'a closed set of names',
    schema: { type: 'object', propertyNames: { enum: ['a', 'b'] }, additionalProperties: integer },
    some: { ...both('a'), ...both('b') },
  },
  {
    title: 'a number of properties',
    schema: {
      type: 'object',
      properties: { a: integer, b: integer, c: integer, d: integer },
      minProperties: 2,
      maxProperties: 3,
    },
    some: {
      2: (value) => counts(value) === 2,
      3: (value) => counts(value) === 3,
      ...both('a'),
      ...both('d'),
    },
  },
  {
    title: 'a map of a number of members',
    schema: { type: 'object', minProperties: 3, additionalProperties: integer },
  },
  { title: 'an object that has to hold undeclared members', schema: { type: 'object', minProperties: 2 } },
  {
    title: 'a property that needs another',
    schema: { type: 'object', properties: { a: integer, b: integer }, dependentRequired: { a: ['b'] } },
    some: { both: (value) => has('a')(value) && has('b')(value), neither: is({}), b: lacks('a') },
  },
  {
    title: 'a property that brings a schema',
    schema: {
      type: 'object',
      properties: { a: integer, b: integer },
      dependentSchemas: { a: { properties: { b: { minimum: 5 } }, required: ['b'] } },
    },
    some: both('a'),
  },
  {
    title: 'arrays',
    schema: { type: 'array', items: integer },
    some: { empty: isLong(0), one: isLong(1), many: (value) => Array.isArray(value) && value.length > 4 },
  },
  {
    title: 'arrays with lengths',
    schema: { type: 'array', items: string, minItems: 2, maxItems: 4 },
    some: { 2: isLong(2), 3: isLong(3), 4: isLong(4) },
  },
  { title: 'arrays that hold nothing', schema: { type: 'array', items: false }, every: isLong(0) },
  {
    title: 'distinct items',
    schema: { type: 'array', items: { enum: [1, 2, 3] }, uniqueItems: true, minItems: 2 },
    some: { 2: isLong(2), 3: isLong(3) },
  },
  {
    title: 'distinct objects',
    schema: {
      type: 'array',
      items: { type: 'object', properties: { a: { type: 'boolean' } } },
      uniqueItems: true,
    },
    some: { 3: isLong(3) },
  },
  {
    title: 'tuples',
    schema: { type: 'array', prefixItems: [string, integer], items: false },
    some: { whole: isLong(2), cut: isLong(1) },
  },
  {
    title: 'tuples with a rest',
    schema: { type: 'array', prefixItems: [string, integer], items: { type: 'boolean' }, minItems: 2 },
    some: { whole: isLong(2), more: isLong(4) },
  },
  {
    title: 'tuples of distinct items',
    schema: {
      type: 'array',
      prefixItems: [{ enum: [1, 2] }, { enum: [1, 2] }],
      minItems: 2,
      uniqueItems: true,
      items: false,
    },
    some: { 12: is([1, 2]), 21: is([2, 1]) },
  },
  {
    title: 'arrays that contain',
    schema: {
      type: 'array',
      items: integer,
      contains: { const: 7 },
      minContains: 2,
      maxContains: 3,
      maxItems: 5,
    },
    some: { more: (value) => Array.isArray(value) && value.some((item) => item !== 7) },
  },
  {
    title: 'anyOf',
    schema: { anyOf: [string, integer, { type: 'object', properties: { a: string }, required: ['a'] }] },
    some: { string: isOf('string'), number: isOf('number'), object: has('a') },
  },
  {
    title: 'anyOf beside what holds for all',
    schema: {
      type: 'object',
      properties: { a: string, b: string, c: integer },
      required: ['c'],
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    some: { ...both('a'), ...both('b') },
    every: has('c'),
  },
  {
    title: 'oneOf with tags',
    schema: {
      oneOf: ['a', 'b', 'c'].map((tag) => ({
        type: 'object',
        properties: { kind: { const: tag }, [tag]: integer },
        required: ['kind'],
      })),
    },
    some: { a: has('a'), b: has('b'), c: has('c') },
  },
  {
    title: 'oneOf that overlaps',
    schema: {
      oneOf: [
        { type: 'integer', minimum: 0 },
        { type: 'integer', maximum: 10 },
      ],
    },
    some: { low: (value) => Number(value) < 0, high: (value) => Number(value) > 10 },
  },
  {
    title: 'allOf',
    schema: {
      allOf: [
        { type: 'object', properties: { a: { type: 'integer', minimum: 3 } }, required: ['a'] },
        { properties: { a: { maximum: 5 }, b: string } },
        { required: ['c'], properties: { c: { type: 'boolean' } } },
      ],
    },
    some: { 3: (value) => at(value, 'a') === 3, 5: (value) => at(value, 'a') === 5, ...both('b') },
  },
  {
    title: 'many unions together',
    schema: {
      type: 'object',
      properties: Object.fromEntries(Array.from('abcdefgh').map((name) => [name, integer])),
      allOf: Array.from('abcdefgh').map((name) => ({
        anyOf: [{ required: [name] }, { required: ['a'] }, { maxProperties: 2 }],
      })),
    },
    some: both('a'),
  },
  {
    title: 'not',
    schema: { type: 'integer', minimum: 0, maximum: 3, not: { enum: [1, 2] } },
    some: { 0: is(0), 3: is(3) },
  },
  {
    title: 'not a pair of properties',
    schema: { type: 'object', properties: { a: integer, b: integer }, not: { required: ['a', 'b'] } },
    some: { ...both('a'), ...both('b') },
  },
  { title: 'what is negated twice', schema: { not: { not: { const: 'deep' } } }, every: is('deep') },
  { title: 'not a type', schema: { not: { type: ['object', 'array'] } }, some: { string: isOf('string') } },
  {
    title: 'if, then and else',
    schema: {
      type: 'object',
      properties: { kind: { enum: ['x', 'y'] }, a: integer, b: integer },
      required: ['kind'],
      if: { properties: { kind: { const: 'x' } } },
      then: { required: ['a'] },
      else: { required: ['b'] },
    },
    some: { x: (value) => at(value, 'kind') === 'x', y: (value) => at(value, 'kind') === 'y' },
  },
  {
    title: 'a reference with siblings',
    schema: {
      $ref: '#/$defs/Base',
      properties: { b: integer },
      required: ['b'],
      $defs: { Base: { type: 'object', properties: { a: string }, required: ['a'] } },
    },
    every: (value) => has('a')(value) && has('b')(value),
  },
  {
    title: 'a name that has to be escaped',
    schema: { $ref: '#/$defs/a~1b%20c', $defs: { 'a/b c': { const: 1 } } },
    every: is(1),
  },
  {
    title: 'a tree',
    schema: node({ type: 'array', items: { $ref: '#/$defs/Node' } }, ['value', 'kids']),
    some: { leaf: (value) => isLong(0)(at(value, 'kids')), deep: isDeep('kids', 3) },
  },
  {
    title: 'a chain of optional links',
    schema: node({ $ref: '#/$defs/Node' }, ['value']),
    some: { leaf: lacks('kids'), deep: isDeep('kids', 3) },
  },
  {
    title: 'a chain that ends with null',
    schema: node({ anyOf: [{ $ref: '#/$defs/Node' }, { type: 'null' }] }, ['kids']),
    some: { leaf: (value) => at(value, 'kids') === null, deep: isDeep('kids', 2) },
  },
  {
    title: 'a schema that refers to itself as a whole',
    schema: { type: 'object', properties: { kids: { type: 'array', items: { $ref: '#' }, maxItems: 2 } } },
    some: { leaf: lacks('kids'), deep: isDeep('kids', 2) },
  },
  {
    title: 'schemas that refer to each other',
    schema: {
      $ref: '#/$defs/A',
      $defs: {
        A: { type: 'object', properties: { b: { $ref: '#/$defs/B' } } },
        B: { type: 'object', properties: { a: { $ref: '#/$defs/A' } }, required: ['a'] },
      },
    },
    some: { flat: lacks('b'), deep: (value) => isDeep('b', 1)(at(at(value, 'b'), 'a')) },
  },
  {
    title: 'a recursion that has to go deep',
    schema: {
      $ref: '#/$defs/N0',
      $defs: Object.fromEntries(
        Array.from({ length: 7 }, (_, index) => [
          `N${index}`,
          {
            type: 'object',
            properties: {
              next: { $ref: `#/$defs/N${index + 1 === 7 ? 6 : index + 1}` },
              back: { $ref: '#/$defs/N0' },
            },
            required: index < 6 ? ['next'] : [],
          },
        ]),
      ),
    },
    every: isDeep('next', 6),
  },
  {
    title: 'what is closed over its parts',
    schema: {
      allOf: [{ type: 'object', properties: { a: integer } }],
      properties: { b: integer },
      unevaluatedProperties: false,
    },
    some: both('a'),
  },
  {
    title: 'examples among the values',
    schema: { type: 'string', minLength: 3, examples: ['Ada Lovelace', 'no', 7] },
    some: { example: is('Ada Lovelace'), other: (value) => value !== 'Ada Lovelace' },
  },
  {
    title: 'examples where nothing else is found',
    schema: {
      type: 'object',
      properties: {
        code: { type: 'string', pattern: '^(?=.*z{3})(?!.*[a-y0]).{4}Q\\d$', examples: ['zzzzQ1'] },
      },
      required: ['code'],
    },
    every: is({ code: 'zzzzQ1' }),
  },
]

for (const { title, schema, some = {}, every } of cases) {
  t.test(`values of ${title} are valid and cover it`, async (t) => {
    const before = JSON.stringify(schema)
    const values = fc.sample(toArbitrary(schema), { numRuns: 200, seed })
    t.equal(JSON.stringify(schema), before, 'the schema is as it was')
    const validate = toValidator(schema)
    t.strictSame(
      values.filter((value) => !validate(value)),
      [],
    )
    t.strictSame(
      values.filter((value) => JSON.stringify(JSON.parse(JSON.stringify(value))) !== JSON.stringify(value)),
      [],
      'JSON can say them',
    )
    for (const [what, test] of Object.entries(some)) t.ok(values.some(test), `some: ${what}`)
    if (every !== undefined) t.ok(values.every(every), 'what holds for all')
  })
}

t.test('a value shrinks to the required properties, each the smallest', async (t) => {
  const person = {
    type: 'object',
    properties: {
      id: { type: 'integer', minimum: 1 },
      name: { type: 'string' },
      tags: { type: 'array', items: string },
      nick: { type: 'string', minLength: 2 },
      size: { type: 'number' },
    },
    required: ['id', 'name', 'tags'],
  }
  t.strictSame(
    shrink(person, () => false),
    { id: 1, name: '', tags: [] },
  )
  const withNick = shrink(person, lacks('nick'))
  t.strictSame(keys(withNick).sort(), ['id', 'name', 'nick', 'tags'])
  t.strictSame({ ...(isRecord(withNick) ? withNick : {}), nick: '' }, { id: 1, name: '', tags: [], nick: '' })
  t.equal(size(at(withNick, 'nick')), 2)
})

t.test('what shrinks stays valid', async (t) => {
  const schema = {
    type: 'object',
    properties: { a: { type: 'integer', minimum: 3 }, b: { oneOf: [{ type: 'integer' }, { minimum: 5 }] } },
    required: ['b'],
    minProperties: 2,
    additionalProperties: integer,
  }
  const validate = toValidator(schema)
  const seen: unknown[] = []
  shrink(schema, (value) => {
    seen.push(value)
    return counts(value) < 3
  })
  t.ok(seen.length > 3)
  t.strictSame(
    seen.filter((value) => !validate(value)),
    [],
  )
})

t.test('a recursive value shrinks to the least depth that fails', async (t) => {
  const tree = node({ type: 'array', items: { $ref: '#/$defs/Node' } }, ['value', 'kids'])
  const smallest = shrink(tree, (value) => !isDeep('kids', 2)(value))
  t.strictSame(smallest, { value: 0, kids: [{ value: 0, kids: [{ value: 0, kids: [] }] }] })
})

t.test('a map shrinks to one member', async (t) => {
  const smallest = shrink({ type: 'object', additionalProperties: integer }, (value) => counts(value) === 0)
  t.equal(counts(smallest), 1)
  t.strictSame(Object.values(isRecord(smallest) ? smallest : {}), [0])
})

t.test('a union shrinks into its smallest branch where that fails too', async (t) => {
  const schema = {
    anyOf: [{ type: 'object', properties: { a: string, b: string }, required: ['a', 'b'] }, { type: 'null' }],
  }
  t.equal(
    shrink(schema, () => false),
    null,
  )
  t.strictSame(shrink(schema, isNull), { a: '', b: '' })
})

const impossible: readonly (readonly [schema: JsonSchema, message: RegExp])[] = [
  [false, /No values of false could be generated/],
  [{ not: {} }, /allow none/],
  [{ title: 'Age', type: 'integer', minimum: 5, maximum: 3 }, /No values of "Age"/],
  [{ type: 'string', minLength: 3, maxLength: 2 }, /allow none/],
  [{ type: 'string', enum: [1, 2] }, /allow none/],
  [{ allOf: [string, integer] }, /allow none/],
  [{ type: 'object', properties: { a: false }, required: ['a'] }, /required property "a"/],
  [{ type: 'array', items: { enum: [1, 2] }, uniqueItems: true, minItems: 3 }, /allow none/],
  [{ type: 'array', items: false, minItems: 1 }, /allow none/],
  [{ oneOf: [integer, integer] }, /allow none/],
  [{ type: 'object', propertyNames: false, minProperties: 1 }, /allow none/],
  [
    { type: 'object', minProperties: 2, additionalProperties: false, properties: { a: string } },
    /allow none/,
  ],
  [{ type: 'string', pattern: '^(?!a)a$' }, /allow none/],
  [{ type: 'string', pattern: '(' }, /regular expression/],
  [{ $ref: '#/$defs/Missing' }, /No values of "Missing".*reference/],
  [node({ $ref: '#/$defs/Node' }, ['kids']), /required property "kids"/],
  [{ $ref: '#/$defs/Loop', $defs: { Loop: { not: { $ref: '#/$defs/Loop' } } } }, /No values/],
  [{ type: 'integer', examples: ['x'], not: { type: 'integer' } }, /allow none/],
]

t.test('a schema without values is refused at once, and says why', async (t) => {
  for (const [schema, message] of impossible) {
    const start = performance.now()
    t.throws(() => toArbitrary(schema), { code: 'TDM_VERIFY_VALUES', message }, JSON.stringify(schema))
    t.ok(performance.now() - start < 1000, 'quickly')
  }
})

t.test('a long schema without a name is told by its beginning', async (t) => {
  t.throws(() => toArbitrary({ not: {}, description: 'x'.repeat(200) }), { message: /x{20,}… could/ })
})

t.test('a seed stands for the same values, from every arbitrary of a schema', async (t) => {
  for (const { schema } of cases) {
    const [a, b] = [0, 1].map(() => fc.sample(toArbitrary(schema), { numRuns: 20, seed: 7 }))
    t.strictSame(a, b)
  }
})

t.test('a test may change the values that it is given', async (t) => {
  const arbitrary = toArbitrary({ examples: [{ a: [1] }], const: { a: [1] } })
  for (const value of fc.sample(arbitrary, { numRuns: 20, seed })) {
    t.strictSame(value, { a: [1] })
    if (isRecord(value)) value.a = 'changed'
  }
})

t.test('a schema of schemas that all refer to each other gives values of a bearable size', async (t) => {
  const names = Array.from({ length: 15 }, (_, index) => `T${index}`)
  const properties = Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }]))
  const part = {
    type: 'object',
    properties: { ...properties, list: { type: 'array', items: { $ref: '#/$defs/T1' } } },
  }
  const schema = { $ref: '#/$defs/T0', $defs: Object.fromEntries(names.map((name) => [name, part])) }
  const lengths = fc
    .sample(toArbitrary(schema), { numRuns: 300, seed })
    .map((value) => JSON.stringify(value).length)
  t.ok(Math.max(...lengths) < 20_000, `at most ${Math.max(...lengths)}`)
  t.ok(Math.max(...lengths) > 100)
})

/** The smallest value that fast-check finds for which a property does not hold. */
function shrink(schema: JsonSchema, holds: (value: unknown) => boolean): unknown {
  const { failed, counterexample } = fc.check(fc.property(toArbitrary(schema), holds), { seed, numRuns: 500 })
  return failed ? counterexample?.[0] : undefined
}

function toValidator(schema: JsonSchema): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false, ownProperties: true, logger: false })
  formats.default(ajv)
  const validate = ajv.compile(schema)
  return (value) => validate(value)
}
