import t from 'tap'
import { compareSchemas, type FormatReading, type JsonSchema } from '../../../lib/schema/index.ts'

/** One set of values, written in two ways, and what is said of them where it is not `equal`. */
const numbers: readonly (readonly [string, JsonSchema, JsonSchema])[] = [
  [
    'multiples of several numbers',
    { allOf: [{ type: 'number', multipleOf: 4 }, { multipleOf: 6 }] },
    { type: 'number', multipleOf: 12 },
  ],
  [
    'multiples of several fractions',
    { allOf: [{ type: 'number', multipleOf: 0.4 }, { multipleOf: 0.6 }] },
    { type: 'number', multipleOf: 1.2 },
  ],
  [
    'a multiple that integers imply',
    { type: 'integer', multipleOf: 1.5 },
    { type: 'integer', multipleOf: 3 },
  ],
  [
    'a bound between two multiples',
    { type: 'integer', multipleOf: 5, minimum: 1, exclusiveMaximum: 20 },
    { type: 'integer', multipleOf: 5, minimum: 5, maximum: 15 },
  ],
  [
    'a bound between two fractions',
    { type: 'number', multipleOf: 0.1, minimum: 0.25, maximum: 0.7 },
    { type: 'number', multipleOf: 0.1, minimum: 0.3, exclusiveMaximum: 0.71 },
  ],
  [
    'an integer that is all that a range holds',
    { type: 'number', minimum: 0, maximum: 0 },
    { type: 'integer', minimum: 0, maximum: 0 },
  ],
  ['a multiple in a range', { type: 'integer', multipleOf: 5, minimum: 1, maximum: 14 }, { enum: [5, 10] }],
  [
    'multiples more than any number can tell',
    { type: 'integer', allOf: Array.from({ length: 500 }, (_, index) => ({ multipleOf: index + 1 })) },
    { type: 'integer', allOf: Array.from({ length: 501 }, (_, index) => ({ multipleOf: index + 1 })) },
  ],
]

t.test('what the multiples of a number imply together is no difference', async (t) => {
  for (const [name, one, other] of numbers) {
    t.match(compareSchemas(one, other), { relation: 'equal', facts: [] }, name)
    t.match(compareSchemas(other, one), { relation: 'equal', facts: [] }, `${name}, the other way round`)
  }
})

t.test('multiples of large numbers are counted exactly', async (t) => {
  const multiples = (multipleOf: number): JsonSchema => ({ type: 'integer', multipleOf })
  t.match(compareSchemas({ type: 'integer' }, multiples(1e9)), { relation: 'narrower', lost: { value: 1 } })
  t.match(compareSchemas(multiples(1e17), multiples(3e17)), { relation: 'narrower', lost: { value: 1e17 } })
  t.match(compareSchemas(multiples(1e300), multiples(2e300)), {
    relation: 'narrower',
    lost: { value: 1e300 },
  })
})

/** The number of items or of properties, which other keywords tell. */
const counted: readonly (readonly [string, JsonSchema, JsonSchema, 'equal' | 'unknown'])[] = [
  [
    'items of which no two are alike',
    { type: 'array', items: { type: 'boolean' }, uniqueItems: true },
    { type: 'array', items: { type: 'boolean' }, uniqueItems: true, maxItems: 2 },
    'unknown',
  ],
  [
    'as many properties as there are',
    { type: 'object', properties: { a: true, b: true }, additionalProperties: false, minProperties: 2 },
    { type: 'object', properties: { a: true, b: true }, additionalProperties: false, required: ['a', 'b'] },
    'equal',
  ],
  [
    'no more properties than are required',
    { type: 'object', properties: { a: true }, required: ['a'], maxProperties: 1 },
    { type: 'object', properties: { a: true }, required: ['a'], additionalProperties: false },
    'equal',
  ],
]

t.test('what a number of items or properties implies is no fact with an effect', async (t) => {
  for (const [name, one, other, expected] of counted) {
    const { relation, facts } = compareSchemas(one, other)
    t.equal(relation, expected, name)
    t.ok(
      facts.every(({ effect }) => effect === 'unknown'),
      name,
    )
  }
})

/** Of strings whose automaton would need too many states. */
const heavy = '^(?:[a-z]{1,300}-[0-9]{1,300}|[a-f]{1,400}x?){1,200}$'

/** What is seen of the way in which something is written, before anything is proved. */
const written: readonly (readonly [string, JsonSchema, JsonSchema])[] = [
  ['a heavy pattern in a group', { pattern: heavy }, { pattern: `(${heavy})` }],
  [
    'a heavy pattern in a group, beside other limits',
    { type: 'string', pattern: heavy, minLength: 2, maxLength: 80 },
    {
      allOf: [
        { pattern: `(?:${heavy})`, type: 'string' },
        { minLength: 2, maxLength: 80 },
      ],
    },
  ],
  [
    'heavy alternatives turned round',
    { patternProperties: { '^a': { pattern: `${heavy}|b` } } },
    { patternProperties: { '^a': { pattern: `b|${heavy}` } } },
  ],
  [
    'names in other words',
    { patternProperties: { '^[0-9]+$': { type: 'string' } }, additionalProperties: { type: 'integer' } },
    { patternProperties: { '^(?:\\d+)$': { type: 'string' } }, additionalProperties: { type: 'integer' } },
  ],
  [
    'overlapping branches that are excluded in another order and in other words',
    { not: { oneOf: [propertyOf('a', 'string'), propertyOf('b', 'number'), propertyOf('c', 'integer')] } },
    {
      not: {
        oneOf: [propertyOf('c', ['integer']), propertyOf('a', ['string']), propertyOf('b', ['number'])],
      },
    },
  ],
  [
    'overlapping branches that are stated twice',
    { type: 'object', oneOf: [formatOf('a'), formatOf('b'), formatOf('c')] },
    {
      allOf: [
        { type: 'object', oneOf: [formatOf('b'), formatOf('c'), formatOf('a')] },
        { oneOf: [formatOf('c'), formatOf('a'), formatOf('b')] },
      ],
    },
  ],
]

function propertyOf(name: string, type: unknown): JsonSchema {
  return { type: 'object', properties: { [name]: { type } } }
}

/** Of which nothing is proved but that it is what it is. */
function formatOf(name: string): JsonSchema {
  return { type: 'object', properties: { [name]: { type: 'string', format: name } } }
}

t.test('what is written in another way needs no proof to be the same', async (t) => {
  for (const [name, one, other] of written) {
    t.match(compareSchemas(one, other), { relation: 'equal', facts: [] }, name)
    t.match(compareSchemas(other, one), { relation: 'equal', facts: [] }, `${name}, the other way round`)
  }
})

/** One set in two spellings of which no proof is known: a difference between them would be made up. */
const open: readonly (readonly [string, JsonSchema, JsonSchema])[] = [
  [
    'the items of a listed array',
    { const: [1, 2] },
    { type: 'array', prefixItems: [{ const: 1 }, { const: 2 }], items: false, minItems: 2 },
  ],
  [
    'the properties of a listed object',
    { const: { a: 1 } },
    { type: 'object', properties: { a: { const: 1 } }, required: ['a'], additionalProperties: false },
  ],
  [
    'an object that needs itself',
    { type: 'object', required: ['a'], properties: { a: { $ref: '#' } } },
    false,
  ],
  [
    'an object that needs another one, which needs it',
    {
      $ref: '#/$defs/A',
      $defs: {
        A: { type: 'object', allOf: [{ required: ['list'] }], properties: { list: { $ref: '#/$defs/B' } } },
        B: { type: 'array', minItems: 1, items: { $ref: '#/$defs/A' } },
      },
    },
    { type: 'string', minLength: 2, maxLength: 1 },
  ],
  [
    'more items of a schema that accepts nothing',
    { type: 'array', items: { type: 'object', required: ['c'], additionalProperties: false }, maxItems: 2 },
    { type: 'array', items: { type: 'object', required: ['c'], additionalProperties: false }, maxItems: 3 },
  ],
]

t.test('no difference is claimed because none is disproved', async (t) => {
  for (const [name, one, other] of open) {
    t.match(compareSchemas(one, other), { relation: 'unknown' }, name)
    t.match(compareSchemas(other, one), { relation: 'unknown' }, `${name}, the other way round`)
  }
  const few: readonly (readonly [JsonSchema, JsonSchema])[] = [
    [{ const: '' }, { type: 'string', maxLength: 0 }],
    [{ const: [] }, { type: 'array', maxItems: 0 }],
  ]
  for (const [one, other] of few) t.match(compareSchemas(one, other), { relation: 'equal', facts: [] })
})

/** Lists of values of which something else may reject some, and the lists alone. */
const undecided: readonly (readonly [string, JsonSchema, JsonSchema])[] = [
  [
    'a format',
    { type: 'string', enum: ['2026-01-31', 'x'], format: 'date' },
    { type: 'string', enum: ['2026-01-31', 'x'] },
  ],
  ['a format that is excluded', { enum: ['a', 'b'], not: { format: 'date' } }, { enum: ['a', 'b'] }],
  [
    'a format in a union',
    { enum: ['a', 'b'], anyOf: [{ format: 'date' }, { const: 'a' }] },
    { enum: ['a', 'b'] },
  ],
  [
    'a format in one of two branches',
    { oneOf: [{ enum: ['a', 'b'], format: 'date' }, { enum: ['b', 'c'] }] },
    { enum: ['a', 'c'] },
  ],
  ['a pattern that is none', { type: 'string', enum: ['a'], pattern: '(' }, { type: 'string', enum: ['a'] }],
  [
    'a reference that leads nowhere',
    { enum: [{ a: 1 }], properties: { a: { $ref: '#/$defs/None' } } },
    { enum: [{ a: 1 }] },
  ],
]

t.test('a list of values does not say all where something else is left open', async (t) => {
  for (const [name, one, other] of undecided) {
    t.equal(compareSchemas(one, other).relation, 'unknown', name)
    t.equal(compareSchemas(other, one).relation, 'unknown', `${name}, the other way round`)
    t.equal(compareSchemas(one, { title: 'x', allOf: [one] }).relation, 'equal', `${name}, twice`)
  }
  const dates = (...values: readonly string[]): JsonSchema => ({
    type: 'string',
    enum: values,
    format: 'date',
  })
  const { relation, facts } = compareSchemas(dates('x', 'y'), dates('x', 'y', '2026-01-31'))
  t.equal(relation, 'wider')
  t.match(facts, [{ kind: 'enum-value-added', effect: 'widens' }])
  const asserted = { formats: 'assertion' } as const
  t.equal(compareSchemas(dates('2026-01-31', 'x'), { const: '2026-01-31' }, asserted).relation, 'equal')
})

t.test('names that all objects inherit are names like others', async (t) => {
  const typed = (name: string, type: string): JsonSchema => ({
    type: 'object',
    properties: Object.fromEntries([[name, { type }]]),
  })
  for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
    const { relation, lost } = compareSchemas({ type: 'object' }, typed(name, 'string'))
    t.equal(relation, 'narrower')
    t.ok(lost !== undefined && Object.hasOwn(Object(lost.value) as object, name), name)
  }
  // Ajv passes this name over, and so confirms no value that has it.
  const { relation, lost } = compareSchemas({ type: 'object' }, typed('__proto__', 'string'))
  t.match({ relation, lost }, { relation: 'narrower', lost: undefined })
})

t.test('nothing, in however many negations, is a branch like others', async (t) => {
  const negate = (schema: JsonSchema, times: number): JsonSchema =>
    times === 0 ? schema : { not: negate(schema, times - 1) }
  for (const times of [1, 3, 5]) {
    const never = negate({}, times)
    for (const union of ['anyOf', 'oneOf']) {
      const base: JsonSchema = { [union]: [{ type: 'array' }, never] }
      t.not(compareSchemas(base, true).relation, 'equal', `${union}, ${String(times)}: null is not accepted`)
      t.match(compareSchemas(base, { type: 'array' }).relation, /^(?:equal|unknown)$/)
    }
    t.not(compareSchemas({ allOf: [never] }, true).relation, 'equal')
    t.equal(compareSchemas(never, false).relation, 'equal')
    t.equal(compareSchemas(negate(never, 1), true).relation, 'equal')
  }
  t.not(compareSchemas({ anyOf: [{ type: 'array' }, { not: { not: false } }] }, true).relation, 'equal')
  const deprecated = (name: string): JsonSchema => ({
    properties: { a: { allOf: [{ not: {}, deprecated: true }] }, [name]: { allOf: [{ not: {} }] } },
  })
  const { facts } = compareSchemas(deprecated('b'), {
    properties: { a: { type: 'string' }, b: { type: 'string' } },
  })
  t.notOk(
    facts.some(({ kind, location }) => location === '/b' && kind === 'became-not-deprecated'),
    'what one of them says is not said of all',
  )
})

t.test('null beside a readOnly value is null in whatever words', async (t) => {
  const nulls: readonly JsonSchema[] = [
    { type: 'null' },
    { const: null },
    { enum: [null] },
    { type: ['null'] },
  ]
  for (const none of nulls) {
    const hidden: JsonSchema = { properties: { a: { anyOf: [{ type: 'string', readOnly: true }, none] } } }
    t.equal(compareSchemas(hidden, {}).relation, 'equal', JSON.stringify(none))
  }
})

t.test('what OpenAPI 3.0 says by a format and 3.1 by a keyword is no difference', async (t) => {
  const byte: JsonSchema = { type: 'string', format: 'byte' }
  const base64: JsonSchema = { type: 'string', contentEncoding: 'base64' }
  const binary: JsonSchema = { type: 'string', format: 'binary' }
  const octets: JsonSchema = { type: 'string', contentMediaType: 'application/octet-stream' }
  const of = (file: JsonSchema): JsonSchema => ({ type: 'object', properties: { file } })
  const relate = (one: JsonSchema, other: JsonSchema, formats: FormatReading): readonly string[] =>
    [compareSchemas(of(one), of(other), { formats }), compareSchemas(of(other), of(one), { formats })].map(({ relation }) => relation) // prettier-ignore
  const same: readonly (readonly [JsonSchema, JsonSchema])[] = [
    [byte, base64],
    [byte, { ...byte, ...base64 }],
    [base64, { ...byte, ...base64 }],
    [binary, octets],
  ]
  for (const [one, other] of same) t.strictSame(relate(one, other, 'either'), ['equal', 'equal'])
  const others: readonly (readonly [JsonSchema, JsonSchema])[] = [
    [byte, { type: 'string', contentEncoding: 'base64url' }],
    [byte, octets],
    [binary, base64],
    [binary, { ...octets, ...base64 }],
  ]
  for (const [one, other] of others) t.strictSame(relate(one, other, 'either'), ['unknown', 'unknown'])
  t.not(relate(byte, base64, 'assertion')[1], 'equal', 'a keyword checks nothing')
})
