import t from 'tap'
import {
  createComparer,
  type Direction,
  findWitness,
  type JsonSchema,
  type SchemaDialect,
  type Witness,
} from '../../../lib/schema/index.ts'
import { toRoot, toSource } from './sources.ts'

interface Options {
  readonly location?: string
  readonly isHeld?: boolean
  readonly limit?: string
  readonly direction?: Direction
  readonly dialect?: SchemaDialect
  readonly undeclaredProperties?: boolean
}

function find(base: JsonSchema, revision: JsonSchema, options: Options = {}): Witness | undefined {
  const {
    location,
    isHeld = false,
    limit,
    direction = 'request',
    dialect,
    undeclaredProperties = true,
  } = options
  const comparer = createComparer(toSource(base, dialect), toSource(revision, dialect), {
    undeclaredProperties,
  })
  const goal = location === undefined ? {} : { location, isHeld, ...(limit && { limit }) }
  return findWitness(comparer, toRoot(base), toRoot(revision), direction, goal)
}

const user = (required: readonly string[], email: JsonSchema = { type: 'string' }): JsonSchema => ({
  type: 'object',
  properties: { name: { type: 'string', minLength: 1 }, email },
  required,
})

t.test('a witness is a whole body: what the sender may send and the receiver rejects', async (t) => {
  t.strictSame(find(user(['name']), user(['name', 'email']), { location: '/email' }), {
    value: { name: 'a' },
    validIn: 'base',
    invalidIn: 'revision',
    reason: '`email` is missing',
  })
  t.strictSame(find(user(['name', 'email']), user(['name']), { location: '/email', direction: 'response' }), {
    value: { name: 'a' },
    validIn: 'revision',
    invalidIn: 'base',
    reason: '`email` is missing',
  })
  t.equal(find(user(['name', 'email']), user(['name']), { location: '/email' }), undefined)
})

t.test('the value at the location is the smallest that shows the difference', async (t) => {
  const list = (kinds: readonly string[]): JsonSchema => ({
    type: 'object',
    properties: {
      pets: {
        type: 'array',
        items: { type: 'object', properties: { kind: { enum: kinds } }, required: ['kind'] },
      },
    },
  })
  t.strictSame(find(list(['cat', 'dog']), list(['cat']), { location: '/pets/*/kind' })?.value, {
    pets: [{ kind: 'dog' }],
  })
  t.strictSame(find({ type: 'string', maxLength: 3 }, { type: 'string', maxLength: 2 })?.value, 'aaa')
  t.strictSame(find({ type: 'number', minimum: 0 }, { type: 'number', exclusiveMinimum: 0 })?.value, 0)
  t.strictSame(
    find({ type: 'array', items: { type: 'integer' } }, { type: 'array', uniqueItems: true })?.value,
    [0, 0],
  )
  t.strictSame(
    find({ type: 'string', pattern: '^[a-z]+$' }, { type: 'string', pattern: '^[a-z]{3}$' })?.value,
    'a',
  )
  const distinct = (items: JsonSchema, maxItems: number): JsonSchema => ({
    type: 'array',
    uniqueItems: true,
    items,
    maxItems,
  })
  for (const items of [
    { type: 'string', pattern: '^(0|[1-9][0-9]*)$' },
    { type: 'string', format: 'uuid' },
    { type: 'string', format: 'date-time' },
    { type: 'string', pattern: '^[A-Z]{2}$' },
    { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } },
    { type: 'array', minItems: 1, items: { type: 'number' } },
  ]) {
    const { value } = find(distinct(items, 9), distinct(items, 5)) ?? {}
    t.ok(Array.isArray(value) && value.length === 6, JSON.stringify(items))
  }
})

t.test('under the tolerance a sender does not send what it does not declare', async (t) => {
  const open: JsonSchema = { type: 'object', properties: { a: { type: 'string' } } }
  const closed: JsonSchema = { ...open, additionalProperties: false }
  const named: JsonSchema = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } }
  t.equal(find(open, named), undefined)
  t.strictSame(find(open, named, { undeclaredProperties: false })?.value, { b: null })
  t.strictSame(find(open, closed)?.value, { undeclared: null }, 'what is closed is taken at its word')
})

t.test('a format is met by a witness, and is never all that a witness shows', async (t) => {
  const id = (facets: JsonSchema): JsonSchema =>
    ({ type: 'string', format: 'uuid', ...Object(facets) }) as JsonSchema
  t.equal(find({ type: 'string' }, id({})), undefined)
  t.strictSame(find(id({}), id({ maxLength: 3 }))?.value, '123e4567-e89b-42d3-a456-426614174000')
})

t.test('recursive components, unions and the older dialects have witnesses too', async (t) => {
  const tree = (value: JsonSchema): JsonSchema => ({
    $ref: '#/definitions/Tree',
    definitions: {
      Tree: {
        type: 'object',
        properties: { value, children: { type: 'array', items: { $ref: '#/definitions/Tree' } } },
        required: ['value'],
      },
    },
  })
  const location = '/children/*/value'
  t.strictSame(
    find(tree({ type: 'integer' }), tree({ type: 'integer', maximum: 0 }), {
      location,
      dialect: 'swagger-2.0',
    })?.value,
    { value: 0, children: [{ value: 1 }] },
  )
  const nullable: JsonSchema = { type: 'string', nullable: true }
  t.strictSame(find(nullable, { type: 'string' }, { dialect: 'openapi-3.0' })?.value, null)
  const pet = (kind: string): JsonSchema => ({
    type: 'object',
    properties: { kind: { const: kind } },
    required: ['kind'],
  })
  t.strictSame(find({ oneOf: [pet('cat'), pet('dog')] }, { oneOf: [pet('cat')] })?.value, { kind: 'dog' })
  t.strictSame(
    find({ anyOf: [{ type: 'string' }] }, { oneOf: [{ maxLength: 1 }, { minLength: 1 }] })?.value,
    'a',
  )
})

t.test('a part that is one of many events, the last of which is anything, is no obstacle', async (t) => {
  const event = (kind: string, name: JsonSchema = {}): JsonSchema => ({
    type: 'object',
    properties: { [kind]: name, action: { type: 'string' } },
    required: [kind, 'action'],
  })
  const kinds = Array.from({ length: 20 }, (_, index) => event(`kind${index}`))
  const inBody = (payload: JsonSchema): JsonSchema => ({
    type: 'object',
    properties: { payload },
    required: ['payload'],
  })
  const base = inBody({ type: 'object', properties: { action: { type: 'string' } } })
  const revision = inBody({ oneOf: [...kinds, { type: 'object' }] })
  t.strictSame(find(base, revision, { direction: 'response' })?.value, { payload: { action: null } })
})

t.test('a limit of a length that no reader counts is shown all the same', async (t) => {
  const long = find({ type: 'string', maxLength: 150_000 }, { type: 'string', maxLength: 10_240 })
  t.equal(String(long?.value).length, 10_241)
})

t.test('readOnly properties are left out of requests', async (t) => {
  const withId = (id: JsonSchema, name: JsonSchema): JsonSchema => ({
    type: 'object',
    properties: { id, name },
    required: ['id', 'name'],
  })
  const base = withId({ type: 'string', readOnly: true }, { type: 'string' })
  const revision = withId({ type: 'string', readOnly: true }, { type: 'integer' })
  t.strictSame(find(base, revision)?.value, { name: '' })
  t.strictSame(find(base, revision, { direction: 'response' })?.value, { id: 'a', name: 0 })
})

t.test('no witness is better than a wrong one', async (t) => {
  t.equal(find({ type: 'string', pattern: '(?<=a)(' }, { type: 'string', maxLength: 1 }), undefined)
  t.equal(find({ $ref: '#/$defs/None' }, { type: 'string' }), undefined)
})

t.test('a pattern that could backtrack without end is not run on a long string', async (t) => {
  const long = `${'a'.repeat(60)}!`
  const patterns = [
    '^(a|aa)+$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '^((a+))+$',
    '^(?=(a*)*b)',
    `^${'a*'.repeat(12)}$`,
  ]
  for (const pattern of patterns) {
    const inside = (schema: JsonSchema): JsonSchema => ({
      type: 'object',
      required: ['x'],
      properties: { x: schema, y: { type: 'string' } },
    })
    t.equal(find({ enum: [long] }, { type: 'string', pattern }), undefined, pattern)
    t.equal(find(inside({ enum: [long] }), inside({ type: 'string', pattern })), undefined, pattern)
    t.strictSame(find({ enum: [long, '-'] }, { type: 'string', pattern })?.value, '-', 'a short one is')
  }
  t.strictSame(find({ enum: [long] }, { type: 'string', pattern: '^[a-z]+(-[a-z]+)?$' })?.value, long)
})

t.test('a pattern that tries again where no characters are left is not run', async (t) => {
  const short = `${'a'.repeat(10)}!`
  const patterns = [
    '^(a?){100}$',
    '^(?:a*){50}$',
    '^(?:a|){60}$',
    '^((a?){20}b)+$',
    '^(?:a?){20}(b+)+$',
    '^(?:(?:a*){1000000}){1000000}$',
    `${'('.repeat(2000)}a${')*'.repeat(2000)}$`,
  ]
  for (const pattern of patterns) {
    t.equal(find({ enum: [short, ''] }, { type: 'string', pattern }), undefined, pattern.slice(0, 40))
  }
  t.strictSame(
    find({ enum: [short] }, { type: 'string', pattern: '^(?:a?){3}$' })?.value,
    short,
    'a few times is',
  )
})

t.test('a pattern that only the older rules of ECMAScript allow is no obstacle', async (t) => {
  const named = (maxLength: number): JsonSchema => ({
    type: 'object',
    // `\!` and a bracket that nothing opens are errors where patterns are read by the rules of Unicode.
    properties: { mark: { type: 'string', pattern: '^[\\-\\!]|]$' }, name: { type: 'string', maxLength } },
  })
  t.strictSame(find(named(3), named(2), { location: '/name' })?.value, { name: 'aaa' })
  const empty: JsonSchema = { type: 'object', properties: { mark: { maxLength: 0 } } }
  t.strictSame(find(named(3), empty, { location: '/mark' })?.value, { mark: ']' })
})

t.test('values of a condition are found that nothing else asks for', async (t) => {
  const either = { type: 'object', if: { required: ['a'] }, then: { required: ['b'] }, else: { required: ['c'] } } // prettier-ignore
  t.match(find(either, { type: 'number' }), { validIn: 'base', invalidIn: 'revision' })
  const value = find(either, { type: 'object', required: ['c'] })?.value
  t.strictSame(Object.keys(value ?? {}).sort(), ['a', 'b'], 'in one case')
})

t.test('of several properties that are missing, the reason names the one at the location', async (t) => {
  const whole = (required: readonly string[]): JsonSchema => ({
    type: 'object',
    required: ['list'],
    properties: {
      list: {
        type: 'array',
        minItems: 1,
        items: { type: 'object', properties: { 'a/b': true, b: true, c: { type: 'integer' } }, required },
      },
    },
  })
  const reasonAt = (name: string): string | undefined =>
    find(whole([]), whole(['a/b', 'b', 'c']), { location: `/list/*/${name}` })?.reason
  t.equal(reasonAt('a~1b'), '`a/b` is missing in `/list/0`')
  t.equal(reasonAt('b'), '`b` is missing in `/list/0`')
  t.equal(reasonAt('c'), '`c` is missing in `/list/0`')
})

t.test(
  'what is wrong beside the location is no reason, and no example of it where there is another',
  async (t) => {
    const before = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] } // prettier-ignore
    const after = {
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'integer' }, c: { minLength: 3, type: 'string' } },
      required: ['b', 'c'],
    }
    const at = (location: string): unknown => find(before, after, { location })
    t.match(at('/a'), { value: { a: '', b: 'a' }, reason: '`/a` has to be integer' })
    t.match(at('/b'), { value: { b: '' }, reason: '`/b` has to be integer' })
    t.match(at('/c'), { value: { b: 'a' }, reason: '`c` is missing' })
    const closed = (...names: string[]): JsonSchema => ({
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
      required: names.filter((name) => name !== 'c'),
      additionalProperties: false,
    })
    const found = find(closed('a', 'b', 'c'), closed('a'), { location: '/c' })
    t.match(found, { value: { a: 'a', b: 'a', c: '' }, reason: '`c` is not allowed' })
  },
)

t.test('what a value may be is shown by one, not by its absence', async (t) => {
  const inList = (id: JsonSchema, required: readonly string[]): JsonSchema => ({
    type: 'array',
    items: { type: 'object', properties: { id }, required },
  })
  const [base, revision] = [inList({ type: 'string' }, []), inList({ type: 'integer' }, ['id'])]
  const missing = { value: [{}], reason: '`id` is missing in `/0`' }
  t.match(find(base, revision, { location: '/*/id' }), missing)
  const shown = find(base, revision, { location: '/*/id', isHeld: true })
  t.match(shown, { value: [{ id: '' }], reason: '`/0/id` has to be integer' })
  const same = inList({ type: 'integer' }, [])
  t.equal(find(same, revision, { location: '/*/id', isHeld: true }), undefined)
})

t.test('a witness shows the difference at its place, whatever else has changed on the way', async (t) => {
  const order = (required: readonly string[], sku: JsonSchema, price: object): JsonSchema => ({
    type: 'object',
    required,
    properties: { sku, price: { type: 'object', properties: { net: { type: 'integer' } }, ...price } },
  })
  const base = order([], { type: 'string' }, {})
  const revision = order(['currency'], { type: 'string', pattern: '^b' }, { additionalProperties: false })
  t.equal(find(base, revision, { location: '/currency' })?.reason, '`currency` is missing')
  t.equal(find(base, revision, { location: '/sku' })?.reason, '`/sku` must match pattern "^b"')
  t.equal(find(base, revision, { location: '/price' })?.reason, '`undeclared` is not allowed in `/price`')
})

t.test('of an alternative that goes, a witness is a value of that', async (t) => {
  const payment = (names: readonly string[]): JsonSchema => ({
    oneOf: names.map((name) => ({
      type: 'object',
      required: [name],
      properties: { [name]: { type: 'boolean' } },
    })),
  })
  const [base, revision] = [payment(['card', 'cash', 'cheque']), payment(['card'])]
  const comparer = createComparer(toSource(base), toSource(revision), {})
  for (const index of [1, 2]) {
    const name = ['card', 'cash', 'cheque'][index] ?? ''
    const branch = { schema: payment([name]), pointer: `#/oneOf/${String(index)}` }
    const witness = findWitness(comparer, toRoot(base), toRoot(revision), 'request', { location: '', branch })
    t.strictSame(witness?.value, { [name]: false })
  }
  const inList = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
  const [list, shorter] = [inList(base), inList(revision)]
  const ofLists = createComparer(toSource(list), toSource(shorter), {})
  const cheque = { schema: payment(['cheque']), pointer: '#/items/oneOf/2' }
  const goal = { location: '/*', branch: cheque }
  t.strictSame(findWitness(ofLists, toRoot(list), toRoot(shorter), 'request', goal)?.value, [
    { cheque: false },
  ])
})

t.test('in an object that may be null, the reason is one of the place that is spoken of', async (t) => {
  const issue = (required: readonly string[], title: JsonSchema): JsonSchema => ({
    type: 'object',
    properties: {
      old: {
        oneOf: [
          { type: 'null' },
          {
            type: 'object',
            properties: { url: { type: 'string' }, body: { type: 'string' }, title },
            required,
          },
        ],
      },
    },
    required: ['old'],
  })
  const base = issue([], { type: ['string', 'null'] })
  const revision = issue(['url', 'body'], { type: 'string' })
  const at = (location: string, isHeld = false): unknown => find(base, revision, { location, isHeld })?.reason
  t.equal(at('/old/url'), '`url` is missing in `/old`')
  t.equal(at('/old/body'), '`body` is missing in `/old`')
  t.equal(at('/old/title', true), '`/old/title` has to be string')
})

t.test('what shows another difference, elsewhere or in another limit, is no witness', async (t) => {
  const list = (limits: JsonSchema, items: JsonSchema = {}): JsonSchema =>
    ({ type: 'array', items, ...Object(limits) }) as JsonSchema
  const [free, limited] = [list({}), list({ minItems: 1, maxItems: 1250 })]
  t.strictSame(find(free, limited, { location: '', limit: 'minItems' })?.value, [])
  t.equal(find(free, limited, { location: '', limit: 'maxItems' }), undefined, 'it would be too long')
  const short = list({ maxItems: 1250 }, { maxLength: 2 })
  t.equal(find(free, short, { location: '', limit: 'maxItems' }), undefined)
  const exclusive: JsonSchema = { exclusiveMaximum: 5 }
  t.strictSame(find({ type: 'number' }, exclusive, { location: '', limit: 'maximum' })?.value, 5)
  const pair = (a: JsonSchema, b: JsonSchema): JsonSchema => ({
    type: 'object',
    required: ['a'],
    properties: { a, b },
  })
  const text: JsonSchema = { type: 'string' }
  const integer: JsonSchema = { type: 'integer' }
  t.equal(find(pair(text, text), pair(integer, text), { location: '/b' }), undefined)
})

t.test('where alternatives around the place leave the reason open, it names these', async (t) => {
  const rule = (most: number): JsonSchema => ({
    type: 'object',
    required: ['type', 'length'],
    properties: { type: { const: 'path' }, length: { type: 'integer', maximum: most } },
  })
  const tag: JsonSchema = { type: 'object', required: ['type'], properties: { type: { const: 'tag' } } }
  const whole = (most: number, required: readonly string[]): JsonSchema => ({
    type: 'object',
    required,
    properties: { id: { type: 'string' }, rules: { type: 'array', items: { anyOf: [rule(most), tag] } } },
  })
  const found = find(whole(9, []), whole(5, ['id']), { location: '/rules/*/length', isHeld: true })
  t.equal(found?.reason, '`/rules/0` fits none of the alternatives')
})

t.test(
  'a limit in a union that lets a value match a second alternative has a witness, and says so',
  async (t) => {
    const union = (maximum: number): JsonSchema => ({
      oneOf: [
        { type: 'integer', maximum },
        { type: 'integer', minimum: 0 },
        { type: 'integer', multipleOf: 7 },
      ],
    })
    t.strictSame(find(union(3), union(5), { location: '', limit: 'maximum' }), {
      value: 4,
      validIn: 'base',
      invalidIn: 'revision',
      reason: 'the value fits more than one of the alternatives',
    })
  },
)
