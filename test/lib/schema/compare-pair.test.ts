import t from 'tap'
import { compareSchemas, type JsonSchema } from '../../../lib/schema/index.ts'
import { hostilePairs } from './hostile-schemas.ts'

const cat: JsonSchema = {
  properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
  required: ['kind'],
}
const dog: JsonSchema = { properties: { kind: { const: 'dog' } }, required: ['kind'] }

/** Schemas with what is not evaluated, and how the second relates to the first. */
const unevaluated: readonly (readonly [string, JsonSchema, JsonSchema, string])[] = [
  [
    'properties beside it',
    { type: 'object', properties: { a: {} }, unevaluatedProperties: false },
    { type: 'object', properties: { a: {} }, additionalProperties: false },
    'equal',
  ],
  [
    'properties of allOf and behind a reference',
    {
      $ref: '#/$defs/A',
      allOf: [{ properties: { b: {} } }],
      unevaluatedProperties: false,
      $defs: { A: { type: 'object', properties: { a: {} } } },
    },
    { type: 'object', properties: { a: {}, b: {} }, additionalProperties: false },
    'equal',
  ],
  [
    'properties of the branch that fits',
    { type: 'object', oneOf: [cat, dog], unevaluatedProperties: false },
    {
      type: 'object',
      oneOf: [
        { ...cat, additionalProperties: false },
        { ...dog, additionalProperties: false },
      ],
    },
    'equal',
  ],
  [
    'branches with less than they could have',
    { type: 'object', oneOf: [cat, dog], unevaluatedProperties: false },
    { type: 'object', oneOf: [cat, dog] },
    'wider',
  ],
  [
    'properties of an arm',
    {
      type: 'object',
      if: { properties: { a: { const: 1 } }, required: ['a'] },
      then: { properties: { b: {} } },
      unevaluatedProperties: false,
    },
    { type: 'object', properties: { a: { const: 1 }, b: {} }, required: ['a'], additionalProperties: false },
    'narrower',
  ],
  [
    'a limit for what is left',
    { type: 'object', properties: { a: {} }, unevaluatedProperties: { type: 'string' } },
    { type: 'object', properties: { a: {} }, unevaluatedProperties: { type: 'integer' } },
    'incomparable',
  ],
  [
    'nothing is left where all is evaluated',
    { type: 'object', additionalProperties: { type: 'string' }, unevaluatedProperties: false },
    { type: 'object', additionalProperties: { type: 'string' } },
    'equal',
  ],
  [
    'no property is there in what is no object',
    { type: 'string', dependentSchemas: { a: { type: 'object' } }, unevaluatedProperties: false },
    { type: 'string' },
    'equal',
  ],
  [
    'items of a tuple',
    { type: 'array', prefixItems: [{ type: 'string' }], unevaluatedItems: false },
    { type: 'array', prefixItems: [{ type: 'string' }], items: false },
    'equal',
  ],
  [
    'items that contains finds are told by values alone',
    { type: 'array', contains: { type: 'string' }, unevaluatedItems: false },
    { type: 'array', contains: { type: 'string' }, unevaluatedItems: { type: 'null' } },
    'unknown',
  ],
]

t.test('what is not evaluated is limited as if all stood in one schema', async (t) => {
  for (const [name, base, revision, relation] of unevaluated) {
    t.equal(compareSchemas(base, revision).relation, relation, name)
  }
})

t.test('what shows a difference is a value for each direction in which the sets differ', async (t) => {
  const text: JsonSchema = { type: 'string', maxLength: 3 }
  t.match(compareSchemas(text, text), { relation: 'equal', lost: undefined, won: undefined, facts: [] })
  const shorter = compareSchemas(text, { type: 'string', maxLength: 2 })
  t.match(shorter, {
    relation: 'narrower',
    won: undefined,
    facts: [{ kind: 'max-length-lowered', effect: 'narrows' }],
  })
  t.equal(Array.from(String(shorter.lost?.value)).length, 3)
  const other = compareSchemas(text, { type: 'integer' })
  t.equal(other.relation, 'incomparable')
  t.equal(typeof other.lost?.value, 'string')
  t.equal(typeof other.won?.value, 'number')
})

t.test('facts behind references are at their locations, and marks count by direction', async (t) => {
  const list = (item: JsonSchema): JsonSchema => ({
    type: 'array',
    items: { $ref: '#/$defs/I' },
    $defs: { I: item },
  })
  const { facts } = compareSchemas(list({ type: 'string' }), list({ type: 'string', minLength: 1 }))
  t.match(facts, [{ kind: 'min-length-added', location: '/*' }])
  const user = (email: JsonSchema): JsonSchema => ({
    type: 'object',
    properties: { email: { ...Object(email), readOnly: true } as JsonSchema },
    required: ['email'],
  })
  const pair = [user({ type: 'string' }), user({ type: 'integer' })] as const
  t.equal(compareSchemas(...pair).relation, 'equal', 'no request holds it')
  const answers = compareSchemas(...pair, { direction: 'response' })
  t.equal(answers.relation, 'incomparable')
  t.match(answers.lost, { value: { email: String } })
  t.match(answers.won, { value: { email: Number } })
})

t.test('references lead into the schema itself: by pointer, anchor, and its own id', async (t) => {
  const $defs = { 'a b%': { $anchor: 'leaf', type: 'string', maxLength: 3 } }
  for (const reference of [
    '#/$defs/a%20b%25',
    '#leaf',
    'https://example.com/schema#leaf',
    'https://example.com/schema#/$defs/a%20b%25',
  ]) {
    const base: JsonSchema = { $id: 'https://example.com/schema', $ref: reference, $defs }
    t.equal(compareSchemas(base, { type: 'string', maxLength: 3 }).relation, 'equal', reference)
  }
  for (const reference of ['#none', '#/$defs/none', 'https://example.com/other#leaf']) {
    const base: JsonSchema = { $id: 'https://example.com/schema', $ref: reference, $defs }
    t.equal(compareSchemas(base, { type: 'string' }).relation, 'unknown', reference)
  }
})

/** Two branches behind references, whose differences are facts of their own. */
function unionOf(keyword: 'anyOf' | 'oneOf', one: JsonSchema, other: JsonSchema): JsonSchema {
  return {
    [keyword]: [{ $ref: '#/$defs/One' }, { $ref: '#/$defs/Other' }],
    $defs: { One: one, Other: other },
  }
}

t.test('a difference in a branch is none of the whole unless a value shows it', async (t) => {
  const upTo = (maximum: number): JsonSchema => ({ type: 'integer', maximum })
  const covered = compareSchemas(unionOf('anyOf', upTo(10), upTo(20)), unionOf('anyOf', upTo(9), upTo(20)))
  t.strictSame(covered, { relation: 'equal', lost: undefined, won: undefined, facts: [] })
  const raised = compareSchemas(unionOf('anyOf', upTo(10), upTo(20)), unionOf('anyOf', upTo(9), upTo(21)))
  t.match(raised, { relation: 'wider', lost: undefined, won: { value: 21 } })
  t.strictSame(
    raised.facts.map(({ kind }) => kind),
    ['maximum-raised'],
    'what is narrower is made up for',
  )
  // What one branch no longer takes from the other, the whole accepts.
  const between = (minimum: number, maximum: number): JsonSchema => ({ type: 'integer', minimum, maximum })
  const exclusive = compareSchemas(
    unionOf('oneOf', between(0, 10), between(5, 15)),
    unionOf('oneOf', between(0, 9), between(5, 16)),
  )
  t.match(exclusive, { relation: 'wider', lost: undefined, won: { value: 16 } })
})

t.test('where branches overlap, a value differs from each of them', async (t) => {
  const limited = (name: string, maximum: number): JsonSchema => ({
    type: 'object',
    properties: { [name]: { type: 'integer', maximum } },
  })
  const { relation, lost } = compareSchemas(
    { anyOf: [limited('a', 10), limited('b', 20), limited('c', 30)] },
    { anyOf: [limited('a', 9), limited('b', 20), limited('c', 30)] },
  )
  t.equal(relation, 'narrower')
  t.strictSame(lost, { value: { a: 10, b: null, c: null } })
})

t.test('a difference among more than can be tried is found by the place that its fact names', async (t) => {
  const wide = (last: JsonSchema): JsonSchema => ({
    type: 'object',
    properties: {
      kind: { const: 'wide' },
      ...Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`p${index}`, { type: 'string' }])),
      last,
    },
    required: ['kind'],
  })
  const union = (last: JsonSchema): JsonSchema => ({ oneOf: [wide(last), dog] })
  t.match(compareSchemas(union({ type: 'string' }), union({ type: 'string', minLength: 1 })), {
    relation: 'narrower',
    lost: { value: { kind: 'wide', last: '' } },
  })
})

t.test('where nothing is made up for, a limit beyond all values still counts', async (t) => {
  const list = (maxItems: number, more: JsonSchema = {}): JsonSchema => ({
    type: 'object',
    properties: {
      pages: { type: 'array', items: { type: 'string' }, maxItems },
      ...Object(more),
    } as JsonSchema,
  })
  t.match(compareSchemas(list(2 ** 31), list(2 ** 30)), { relation: 'narrower', lost: undefined })
  t.match(compareSchemas(list(2 ** 30), list(2 ** 31)), { relation: 'wider', won: undefined })
  const named = (maxItems: number): JsonSchema => ({ anyOf: [list(maxItems), list(maxItems)] })
  t.match(compareSchemas(named(2 ** 31), named(2 ** 30)), { relation: 'unknown' })
})

t.test('what is no schema, and an option that does not exist, is refused by name', async (t) => {
  const compare: (...given: readonly unknown[]) => unknown = (...given) =>
    Reflect.apply(compareSchemas, undefined, given)
  const refused = (given: readonly unknown[], message: string): void => {
    t.throws(() => compare(...given), { code: 'TDM_SCHEMA_ARGUMENT', message }, message)
  }
  for (const [schema, shown] of [
    [5, '5'],
    [undefined, 'undefined'],
    [null, 'null'],
    [[], 'an array'],
  ]) {
    const rest = 'It takes an object or a boolean.'
    refused([schema, {}], `The comparison of schemas cannot use ${String(shown)} as the schema base. ${rest}`)
    refused(
      [true, schema],
      `The comparison of schemas cannot use ${String(shown)} as the schema revision. ${rest}`,
    )
  }
  const names = 'base, revision, direction, undeclaredProperties, formats, maxSteps'
  refused(
    [{}, {}, null],
    `The comparison of schemas cannot use null as options. It takes an object of ${names}.`,
  )
  refused(
    [{}, {}, { format: 'assertion' }],
    `The comparison of schemas cannot use "format" as an option. It takes ${names}.`,
  )
  for (const [name, value, wanted] of [
    ['direction', 'up', 'request, response'],
    ['formats', 'asserting', 'either, assertion, annotation'],
    ['undeclaredProperties', 'no', 'true, false'],
    ['maxSteps', '10', 'a number of steps, 0 or more'],
    [
      'base',
      'openapi.yaml',
      'a source of schemas: { dialect, resolve }, of the dialect swagger-2.0, openapi-3.0, openapi-3.1',
    ],
  ] as const) {
    refused(
      [{}, {}, { [name]: value }],
      `The comparison of schemas cannot use "${value}" as ${name}. It takes ${wanted}.`,
    )
  }
})

t.test('a relation that is unknown says why', async (t) => {
  const { relation, reason } = compareSchemas(
    { type: 'string', pattern: '^(\\w+)\\1$' },
    { type: 'string', pattern: '^(\\w+)\\1\\1$' },
    { maxSteps: 50 },
  )
  t.equal(relation, 'unknown')
  t.type(reason, 'string')
})

/** Schemas made to exhaust whoever compares them. */
t.test('hostile schemas get the right answer or none, and end', async (t) => {
  for (const { name, base, revision, relation } of hostilePairs) {
    const found = compareSchemas(base, revision)
    t.ok([relation, 'unknown'].includes(found.relation), `${name}: ${found.relation}`)
    t.equal(compareSchemas(revision, revision).relation, 'equal', `${name}, and the same again`)
  }
})

t.test('a source whose answers are no schemas is refused by name', async (t) => {
  const compare = (base: unknown): unknown =>
    Reflect.apply(compareSchemas, undefined, [{ $ref: '#/x' }, true, { base }])
  for (const [answer, shown] of [
    [{ type: 'string' }, '[object Object]'],
    [{ schema: 'x', pointer: '#/x' }, '[object Object]'],
    [null, 'null'],
  ] as const) {
    t.throws(() => compare({ dialect: 'openapi-3.1', resolve: () => answer }), {
      code: 'TDM_SCHEMA_ARGUMENT',
      message: `The comparison of schemas cannot use ${shown} as what base.resolve answers for #/x. It takes { schema, pointer } or undefined.`,
    })
  }
  for (const base of [{}, { dialect: 'openapi-4', resolve: () => undefined }, { dialect: 'openapi-3.1' }])
    t.throws(() => compare(base), { code: 'TDM_SCHEMA_ARGUMENT', message: / as base\. It takes a source/ })
  class Kept {
    readonly dialect = 'openapi-3.1'
    readonly #schema = { schema: { type: 'string' }, pointer: '#/x' }
    resolve(): { schema: { type: string }; pointer: string } {
      return this.#schema
    }
  }
  t.match(compare(new Kept()), { relation: 'wider' }, 'a source may be an object with a state')
})

t.test('facts lead to schemas that say nothing, or that reject all', async (t) => {
  const pointers = (base: JsonSchema, revision: JsonSchema): unknown =>
    compareSchemas(base, revision).facts.map(({ kind, pointer }) => [kind, pointer])
  const text = { type: 'string' }
  const all = { base: '#/properties/a', revision: '#/properties/a' }
  t.strictSame(pointers({ properties: { a: text } }, { properties: { a: {} } }), [['type-changed', all]])
  t.strictSame(pointers({ properties: { a: {} } }, { properties: { a: text } }), [['type-changed', all]])
  const items = { base: '#/items', revision: '#/items' }
  t.strictSame(pointers({ type: 'array', items: text }, { type: 'array', items: {} }), [
    ['items-removed', items],
  ])
  // What ends a list is what bounds it.
  const list = { type: 'array', prefixItems: [text] }
  for (const [base, revision, place] of [
    [{ type: 'array' }, { type: 'array', items: false }, '#/items'],
    [list, { ...list, items: false }, '#/items'],
    [list, { type: 'array', prefixItems: [text, false] }, '#/prefixItems/1'],
  ] as const) {
    t.strictSame(pointers(base, revision), [['max-items-added', { base: '#', revision: place }]])
  }
  t.strictSame(pointers(list, { type: 'array', prefixItems: [text, {}] }), [])
  t.strictSame(pointers({ items: text }, { items: text, anyOf: [false] }), [
    ['type-changed', { base: '#', revision: '#' }],
  ])
})
