import t from 'tap'
import {
  createComparer,
  type CompareOptions,
  type Direction,
  type JsonSchema,
  type SchemaComparison,
  type SchemaDialect,
  type SchemaSource,
} from '../../../lib/schema/index.ts'
import { toRoot, toSource } from './sources.ts'

interface Options extends CompareOptions {
  readonly dialect?: SchemaDialect
  readonly direction?: Direction
}

function compare(base: JsonSchema, revision: JsonSchema, options: Options = {}): SchemaComparison {
  const { dialect, direction = 'request', ...rest } = options
  return createComparer(toSource(base, dialect), toSource(revision, dialect), rest).compare(
    toRoot(base),
    toRoot(revision),
    direction,
  )
}

/** Every fact as `kind effect location name`, with the strict effect where a tolerance is in force. */
function list(base: JsonSchema, revision: JsonSchema, options: Options = {}): readonly string[] {
  return compare(base, revision, options).facts.map(({ kind, effect, strictEffect, location, name }) =>
    [kind, strictEffect === undefined ? effect : `${effect}/${strictEffect}`, location, name]
      .filter((word) => word !== undefined && word !== '')
      .join(' '),
  )
}

/** The facts of a comparison and of all that it refers to. */
function listReached(comparison: SchemaComparison): SchemaComparison['facts'] {
  const reached = new Set([comparison])
  for (const { children } of reached) for (const child of children) reached.add(child.comparison)
  return [...reached].flatMap(({ facts }) => facts)
}

/** The kinds of all facts, those behind references too. */
function listAll({ facts, children }: SchemaComparison): readonly string[] {
  return [...facts.map(({ kind }) => kind), ...children.flatMap(({ comparison }) => listAll(comparison))]
}

/** One keyword (or two) on a type, and the kinds of facts as it is added, raised and so on. */
const changes: readonly (readonly [JsonSchema, JsonSchema, string, string])[] = [
  [{ type: 'number' }, { type: 'number', minimum: 1 }, 'minimum-added narrows', 'minimum-removed widens'],
  [
    { type: 'number', minimum: 1 },
    { type: 'number', minimum: 2 },
    'minimum-raised narrows',
    'minimum-lowered widens',
  ],
  [
    { type: 'number', minimum: 1 },
    { type: 'number', exclusiveMinimum: 1 },
    'minimum-raised narrows',
    'minimum-lowered widens',
  ],
  [{ type: 'number' }, { type: 'number', maximum: 1 }, 'maximum-added narrows', 'maximum-removed widens'],
  [
    { type: 'number', maximum: 2 },
    { type: 'number', maximum: 1 },
    'maximum-lowered narrows',
    'maximum-raised widens',
  ],
  [
    { type: 'number', multipleOf: 2 },
    { type: 'number', multipleOf: 4 },
    'multiple-of-changed narrows',
    'multiple-of-changed widens',
  ],
  [
    { type: 'string' },
    { type: 'string', minLength: 1 },
    'min-length-added narrows',
    'min-length-removed widens',
  ],
  [
    { type: 'string', maxLength: 3 },
    { type: 'string', maxLength: 2 },
    'max-length-lowered narrows',
    'max-length-raised widens',
  ],
  [{ type: 'string' }, { type: 'string', pattern: '^a' }, 'pattern-added narrows', 'pattern-removed widens'],
  [
    { type: 'string' },
    { type: 'string', format: 'uuid' },
    'format-changed unknown',
    'format-changed unknown',
  ],
  [{ type: 'string' }, { type: 'string', enum: ['a'] }, 'became-enum narrows', 'enum-removed widens'],
  [{ enum: ['a', 'b'] }, { enum: ['a'] }, 'enum-value-removed narrows b', 'enum-value-added widens b'],
  [{ const: 'a' }, { enum: ['a', 1] }, 'enum-value-added widens 1', 'enum-value-removed narrows 1'],
  [{ type: 'number' }, { type: 'integer' }, 'type-changed narrows', 'type-changed widens'],
  [{ type: 'string' }, { type: 'integer' }, 'type-changed both', 'type-changed both'],
  [{ type: ['string', 'null'] }, { type: 'string' }, 'became-not-nullable narrows', 'became-nullable widens'],
  [
    { type: 'array' },
    { type: 'array', items: { type: 'string' } },
    'items-added narrows',
    'items-removed widens',
  ],
  [
    { type: 'array', minItems: 1 },
    { type: 'array', minItems: 2 },
    'min-items-raised narrows',
    'min-items-lowered widens',
  ],
  [{ type: 'array' }, { type: 'array', maxItems: 2 }, 'max-items-added narrows', 'max-items-removed widens'],
  [
    { type: 'array' },
    { type: 'array', uniqueItems: true },
    'unique-items-added narrows',
    'unique-items-removed widens',
  ],
  [
    { type: 'array' },
    { type: 'array', contains: { type: 'string' } },
    'contains-added narrows',
    'contains-removed widens',
  ],
  [
    { type: 'object' },
    { type: 'object', minProperties: 1 },
    'min-properties-added narrows',
    'min-properties-removed widens',
  ],
  [
    { type: 'object', maxProperties: 2 },
    { type: 'object', maxProperties: 1 },
    'max-properties-lowered narrows',
    'max-properties-raised widens',
  ],
  [
    { type: 'object' },
    { type: 'object', propertyNames: { maxLength: 3 } },
    'property-names-added narrows',
    'property-names-removed widens',
  ],
  [
    { type: 'object' },
    { type: 'object', dependentRequired: { a: ['b'] } },
    'dependent-required-added narrows a',
    'dependent-required-removed widens a',
  ],
  [
    { type: 'object' },
    { type: 'object', dependentSchemas: { a: { required: ['b'] } } },
    'dependent-schema-added narrows a',
    'dependent-schema-removed widens a',
  ],
  [
    { type: 'object' },
    { type: 'object', not: { required: ['a'] } },
    'not-added narrows',
    'not-removed widens',
  ],
  [
    { type: 'object' },
    { type: 'object', if: { required: ['a'] }, then: { required: ['b'] } },
    'condition-added narrows',
    'condition-removed widens',
  ],
  [
    { type: 'object', additionalProperties: true },
    { type: 'object', additionalProperties: false },
    'additional-properties-closed narrows',
    'additional-properties-opened widens',
  ],
  [
    { type: 'object', additionalProperties: true },
    { type: 'object', additionalProperties: { type: 'string' } },
    'additional-properties-changed narrows',
    'additional-properties-changed widens',
  ],
  [
    { type: 'object' },
    { type: 'object', unevaluatedProperties: false },
    'additional-properties-closed narrows',
    'additional-properties-opened widens',
  ],
  [{ type: 'string', default: 'a' }, { type: 'string' }, 'default-changed none', 'default-changed none'],
  [
    { type: 'string' },
    { type: 'string', deprecated: true },
    'became-deprecated none',
    'became-not-deprecated none',
  ],
]

/** Where a schema may stand, and the location of what it says. */
const places: readonly (readonly [string, string, (schema: JsonSchema) => JsonSchema])[] = [
  ['itself', '', (schema) => schema],
  ['a property', '/p', (schema) => ({ type: 'object', properties: { p: schema } })],
  ['the items', '/*', (schema) => ({ type: 'array', items: schema })],
  ['the values of a map', '/*', (schema) => ({ type: 'object', additionalProperties: schema })],
  ['an item of a tuple', '/0', (schema) => ({ type: 'array', prefixItems: [schema] })],
  ['a member of allOf', '', (schema) => ({ allOf: [{}, schema] })],
  ['what a reference leads to', '', (schema) => ({ $ref: '#/$defs/S', $defs: { S: schema } })],
  ['a dynamic reference', '', (schema) => ({ $dynamicRef: '#s', $defs: { S: toAnchored(schema) } })],
  [
    'a recursive schema',
    '/p',
    (schema) => ({
      type: 'object',
      properties: { p: schema, next: { $ref: '#' }, all: { items: { $ref: '#' } } },
    }),
  ],
]

function toAnchored(schema: JsonSchema): JsonSchema {
  return typeof schema === 'boolean' ? schema : { ...schema, $dynamicAnchor: 's' }
}

for (const [name, location, wrap] of places) {
  t.test(`each change of a keyword of ${name} is one fact, and its reverse another`, async (t) => {
    for (const [base, revision, forth, back] of changes) {
      const text = `${JSON.stringify(base)} -> ${JSON.stringify(revision)}`
      t.strictSame(list(wrap(base), wrap(revision)), [placeFact(forth, location)], text)
      t.strictSame(list(wrap(revision), wrap(base)), [placeFact(back, location)], `${text}, reversed`)
      t.strictSame(list(wrap(revision), wrap(revision)), [], `${text}, the latter with itself`)
    }
  })
}

/** A fact at a location. */
function placeFact(fact: string, location: string): string {
  const [kind, effect, ...rest] = fact.split(' ')
  return [kind, effect, ...(location === '' ? [] : [location]), ...rest].join(' ')
}

type Wrap = (schema: JsonSchema) => JsonSchema
type Tell = (fact: string, base: JsonSchema, revision: JsonSchema) => string | undefined

/** A schema as a property of one of two branches, which are told apart by a tag, by what they declare, or not at all. */
function toBranch(keyword: 'anyOf' | 'oneOf', by: 'tag' | 'name' | 'nothing'): Wrap {
  const either = { a: { type: 'string' }, b: { type: 'string' } }
  const toObject = (name: string, more: Readonly<Record<string, unknown>>): JsonSchema => ({
    type: 'object',
    properties: {
      tag: { kind: { const: name }, ...more },
      name: { [name]: { type: 'string' }, ...more },
      nothing: { ...either, ...more },
    }[by],
    required: [by === 'tag' ? 'kind' : name],
  })
  return (schema) => ({ [keyword]: [toObject('a', { p: schema }), toObject('b', {})] })
}

/** What the whole says of a branch that is a type by itself: it is no list of values. */
const tellOfType: Tell = (fact) => {
  if (!fact.endsWith(' 1')) return fact
  return fact.includes('widens') ? 'type-changed widens' : 'type-changed narrows'
}

/** What one branch no longer accepts, and another does, the whole accepts from now on. */
const tellOfOverlap: Tell = (fact) => fact.replace(/ (?:narrows|widens)/, ' both')

const mirrored: Readonly<Record<string, string>> = { narrows: 'widens', widens: 'narrows' }

/** What is excluded is no place of a value: all that is told is what the exclusion does there. */
const tellOfNot: Tell = (fact, base, revision) => {
  const [kind = '', effect = ''] = fact.split(' ')
  const isWhole = (schema: JsonSchema): boolean => Object.keys(schema).join() === 'type'
  const turned = mirrored[effect] ?? effect
  if (turned === 'none') return undefined
  if (kind === 'became-not-nullable' || kind === 'became-nullable') {
    return turned === 'widens' ? 'became-nullable widens' : 'became-not-nullable narrows'
  }
  if (isWhole(base) || isWhole(revision)) return `type-changed ${turned}`
  return turned === 'widens' ? 'not-removed widens' : 'not-added narrows'
}

/** Where the effect on the whole is not that of the schema: its location, and what is told of a fact there. */
const entangled: readonly (readonly [string, string, Wrap, Tell])[] = [
  [
    'a branch of anyOf of its own type',
    '',
    (schema) => ({ anyOf: [schema, { type: 'boolean' }] }),
    tellOfType,
  ],
  [
    'a branch of oneOf of its own type',
    '',
    (schema) => ({ oneOf: [schema, { type: 'boolean' }] }),
    tellOfType,
  ],
  ['a branch of anyOf with a tag', '/p', toBranch('anyOf', 'tag'), (fact) => fact],
  ['a branch of oneOf with a tag', '/p', toBranch('oneOf', 'tag'), (fact) => fact],
  ['a branch of anyOf that overlaps', '/p', toBranch('anyOf', 'nothing'), (fact) => fact],
  ['a branch of oneOf that overlaps', '/p', toBranch('oneOf', 'nothing'), tellOfOverlap],
  ['a branch of oneOf with a name that no other declares', '/p', toBranch('oneOf', 'name'), (fact) => fact],
  ['what is excluded', '', (schema) => ({ not: schema }), tellOfNot],
  [
    'what a property excludes',
    '/p',
    (schema) => ({ type: 'object', properties: { p: { not: schema } } }),
    tellOfNot,
  ],
]

for (const [name, location, wrap, tell] of entangled) {
  t.test(`each change of a keyword of ${name} has the effect that it has on the whole`, async (t) => {
    const expect = (...[fact, base, revision]: Parameters<Tell>): readonly string[] => {
      const told = tell(fact, base, revision)
      return told === undefined ? [] : [placeFact(told, location)]
    }
    for (const [base, revision, forth, back] of changes) {
      const text = `${JSON.stringify(base)} -> ${JSON.stringify(revision)}`
      t.strictSame(list(wrap(base), wrap(revision)), expect(forth, base, revision), text)
      t.strictSame(list(wrap(revision), wrap(base)), expect(back, revision, base), `${text}, reversed`)
      t.strictSame(list(wrap(revision), wrap(revision)), [], `${text}, the latter with itself`)
    }
  })
}

t.test('each change of a property of what is excluded is decided, with the mirrored effect', async (t) => {
  const wrap: Wrap = (schema) => ({
    type: 'object',
    not: { type: 'object', properties: { p: schema }, required: ['p'] },
  })
  const relations: Readonly<Record<string, string>> = {
    narrows: 'wider',
    widens: 'narrower',
    both: 'incomparable',
    none: 'equal',
    unknown: 'unknown',
  }
  for (const [base, revision, forth, back] of changes) {
    const text = `${JSON.stringify(base)} -> ${JSON.stringify(revision)}`
    const effectOf = (fact: string): string => fact.split(' ')[1] ?? ''
    t.equal(compare(wrap(base), wrap(revision)).relation, relations[effectOf(forth)], text)
    t.equal(compare(wrap(revision), wrap(base)).relation, relations[effectOf(back)], `${text}, reversed`)
  }
})

const user: JsonSchema = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer', minimum: 0 } },
  required: ['name'],
}

/** Pairs that accept the same values. */
const rewrites: readonly (readonly [JsonSchema, JsonSchema, SchemaDialect?])[] = [
  [user, { allOf: [user] }],
  [user, { allOf: [{ type: 'object', required: ['name'] }, { properties: user.properties }] }],
  [user, { $ref: '#/$defs/User', $defs: { User: user } }],
  [user, { ...user, required: ['name', 'name'], title: 'User', description: 'A user.' }],
  [{ enum: ['a', 'b'] }, { oneOf: [{ const: 'b' }, { const: 'a' }] }],
  [{ enum: ['a', 'b', 'a'] }, { anyOf: [{ enum: ['a'] }, { enum: ['b', 'a'] }] }],
  [{ type: 'string', enum: ['a', 1] }, { const: 'a' }],
  [{ type: ['string', 'null'] }, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
  [{ type: ['string', 'integer'] }, { oneOf: [{ type: 'integer' }, { type: 'string' }] }],
  [{ type: ['integer', 'number'] }, { type: 'number' }],
  [
    { type: 'integer', exclusiveMinimum: 0 },
    { type: 'integer', minimum: 1 },
  ],
  [{ type: 'integer', multipleOf: 1 }, { type: 'integer' }],
  [{ type: 'number', multipleOf: 1 }, { type: 'integer' }],
  [
    { type: 'array', items: {}, minItems: 0 },
    { type: 'array', items: true },
  ],
  [
    { type: 'array', items: false },
    { type: 'array', maxItems: 0 },
  ],
  [{ type: 'string', minLength: 0, maximum: 3 }, { type: 'string' }],
  [{ type: 'object', required: [], additionalProperties: true }, { type: 'object' }],
  [
    { type: 'object', required: ['a'], minProperties: 1 },
    { type: 'object', required: ['a'] },
  ],
  [{ not: { not: user } }, user],
  [{ not: { type: 'string' } }, { type: ['null', 'boolean', 'number', 'array', 'object'] }],
  [{ type: 'boolean', enum: [true, false] }, { type: 'boolean' }],
  [{ type: 'string', nullable: true }, { nullable: true, anyOf: [{ type: 'string' }] }, 'openapi-3.0'],
  [
    { type: 'number', minimum: 1, exclusiveMinimum: true },
    { allOf: [{ type: 'number', minimum: 1, exclusiveMinimum: true }] },
    'openapi-3.0',
  ],
]

t.test('another way to write the same set of values is no fact', async (t) => {
  for (const [base, revision, dialect = 'openapi-3.1'] of rewrites) {
    for (const direction of ['request', 'response'] as const) {
      const options = { dialect, direction, undeclaredProperties: false }
      const text = `${JSON.stringify(base)} -> ${JSON.stringify(revision)}`
      t.strictSame(list(base, revision, options), [], text)
      t.equal(compare(revision, base, options).relation, 'equal', `${text}, reversed`)
    }
  }
})

t.test('the dialects meet: 3.0 nullable and exclusive bounds are 3.1 types and bounds', async (t) => {
  const base: JsonSchema = {
    type: 'object',
    properties: {
      a: { type: 'string', nullable: true },
      b: { type: 'number', minimum: 0, exclusiveMinimum: true },
    },
  }
  const revision: JsonSchema = {
    type: 'object',
    properties: { a: { type: ['null', 'string'] }, b: { type: 'number', exclusiveMinimum: 0 } },
  }
  const comparer = createComparer(toSource(base, 'openapi-3.0'), toSource(revision))
  t.strictSame(comparer.compare(toRoot(base), toRoot(revision), 'request').facts, [])
})

t.test('schemas of two dialects read the same but for what the dialects read in two ways', async (t) => {
  const isSame = (
    schema: JsonSchema,
    component: JsonSchema,
    ...dialects: readonly SchemaDialect[]
  ): boolean => {
    const [base, revision] = dialects.map((dialect): SchemaSource => {
      const home = dialect === 'swagger-2.0' ? '#/definitions/A' : '#/components/schemas/A'
      return {
        dialect,
        resolve: (reference) => (reference === home ? { schema: component, pointer: home } : undefined),
      }
    })
    if (base === undefined || revision === undefined) throw new Error('two dialects')
    return createComparer(base, revision).isSame(toRoot(schema), toRoot(schema))
  }
  const text: JsonSchema = { type: 'string', nullable: false }
  const reference: JsonSchema = { items: { $ref: '#/components/schemas/A', description: 'No say.' } }
  t.equal(isSame(text, true, 'openapi-3.0', 'openapi-3.1'), true)
  t.equal(isSame(reference, text, 'openapi-3.0', 'openapi-3.1'), true)
  t.equal(isSame({ nullable: true }, text, 'openapi-3.0', 'openapi-3.1'), false)
  t.equal(isSame({ nullable: true }, text, 'swagger-2.0', 'openapi-3.0'), true)
  t.equal(isSame(reference, { items: { nullable: true } }, 'openapi-3.1', 'openapi-3.0'), false)
  t.equal(
    isSame(reference, { $ref: '#/components/schemas/A', maxLength: 3 }, 'openapi-3.0', 'openapi-3.1'),
    false,
  )
  t.equal(isSame({ $ref: '#/definitions/A' }, text, 'swagger-2.0', 'openapi-3.1'), true)
  t.equal(isSame({ $ref: '#/components/schemas/A' }, text, 'openapi-3.1', 'swagger-2.0'), true)
})

t.test('undeclared properties: by the tolerance a sender sends what it declares', async (t) => {
  const open = (...names: string[]): JsonSchema => ({
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  })
  t.strictSame(list(open('a'), open('a', 'b')), ['property-added none/narrows /b b'])
  t.strictSame(list(open('a', 'b'), open('a')), ['property-removed none/widens /b b'])
  const strict = { undeclaredProperties: false }
  t.strictSame(list(open('a'), open('a', 'b'), strict), ['property-added narrows /b b'])
  t.strictSame(list(open('a', 'b'), open('a'), strict), ['property-removed widens /b b'])
  const required = { ...Object(open('a', 'b')), required: ['b'] } as JsonSchema
  t.strictSame(list(open('a'), required), ['property-added narrows /b b'])
  t.strictSame(list(required, open('a')), ['property-removed widens /b b'])
  t.strictSame(list(open('a', 'b'), required), ['property-became-required narrows /b b'])
  const closed = (schema: JsonSchema): JsonSchema =>
    ({ ...Object(schema), additionalProperties: false }) as JsonSchema
  t.strictSame(list(closed(open('a', 'b')), closed(open('a'))), ['property-removed narrows /b b'])
  t.strictSame(list(closed(open('a')), closed(open('a', 'b'))), ['property-added widens /b b'])
  t.strictSame(list(open('a'), closed(open('a'))), ['additional-properties-closed narrows'])
  t.strictSame(list(closed(open('a')), open('a')), ['additional-properties-opened widens'])
  t.strictSame(list(open('a'), closed(open('a', 'b'))), [
    'property-added none/narrows /b b',
    'additional-properties-closed narrows',
  ])
  t.strictSame(list({ type: 'object' }, closed(open('a'))), [
    'property-added narrows /a a',
    'additional-properties-closed narrows',
  ])
})

t.test('readOnly properties are no part of requests, writeOnly ones none of responses', async (t) => {
  const withId = (marks: JsonSchema): JsonSchema => ({
    type: 'object',
    properties: { id: { type: 'string', ...Object(marks) } as JsonSchema },
    required: ['id'],
  })
  t.strictSame(list(withId({}), withId({ readOnly: true })), ['became-read-only widens /id id'])
  t.strictSame(list(withId({}), withId({ readOnly: true }), { direction: 'response' }), [
    'became-read-only none /id id',
  ])
  t.strictSame(list(withId({ writeOnly: true }), withId({}), { direction: 'response' }), [
    'became-not-write-only narrows /id id',
  ])
  t.strictSame(list(withId({ readOnly: true }), withId({ readOnly: true, type: 'integer' })), [])
})

const pets = {
  Cat: {
    type: 'object',
    properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
    required: ['kind'],
  },
  Dog: { type: 'object', properties: { kind: { const: 'dog' } }, required: ['kind'] },
  Fox: { type: 'object', properties: { kind: { const: 'fox' } }, required: ['kind'] },
}

function union(keyword: 'anyOf' | 'oneOf', ...names: (keyof typeof pets)[]): JsonSchema {
  return { [keyword]: names.map((name) => ({ $ref: `#/$defs/${name}` })), $defs: pets }
}

t.test('branches of a union are matched, and one that comes or goes is one fact', async (t) => {
  t.strictSame(list(union('oneOf', 'Cat', 'Dog'), union('oneOf', 'Dog', 'Cat')), [])
  t.strictSame(list(union('oneOf', 'Cat', 'Dog'), union('anyOf', 'Cat', 'Dog')), [])
  t.strictSame(list(union('oneOf', 'Cat', 'Dog'), union('oneOf', 'Dog', 'Fox', 'Cat')), [
    'union-branch-added widens Fox',
  ])
  t.strictSame(list(union('oneOf', 'Cat', 'Dog', 'Fox'), union('oneOf', 'Dog', 'Cat')), [
    'union-branch-removed narrows Fox',
  ])
  t.strictSame(list({ $ref: '#/$defs/Cat', $defs: pets }, union('oneOf', 'Cat', 'Dog')), [
    'union-branch-added widens Dog',
  ])
})

t.test('branches that share a tag or a title are matched by what else they say', async (t) => {
  const branch = (title: string, name: string, type: string): JsonSchema => ({
    title,
    type: 'object',
    required: ['kind', name],
    properties: { kind: { const: 'review' }, [name]: { type } },
  })
  for (const title of ['Review', 'Reviewed']) {
    const base: JsonSchema = { oneOf: [branch(title, 'user', 'string'), branch('Review', 'team', 'string')] }
    const revision: JsonSchema = {
      oneOf: [branch('Review', 'team', 'boolean'), branch(title, 'user', 'integer')],
    }
    t.strictSame([...list(base, revision)].sort(), ['type-changed both /team', 'type-changed both /user'])
  }
})

t.test('a union that is stated again is no other one, whatever else has changed', async (t) => {
  const branch = (name: string): JsonSchema => ({
    type: 'object',
    properties: { [name]: { type: 'string' } },
  })
  const [a, b, c] = [branch('a'), branch('b'), branch('c')]
  for (const keyword of ['oneOf', 'anyOf']) {
    const once = { type: 'object', [keyword]: [a, b, c] }
    const twice: JsonSchema = {
      allOf: [once, { [keyword]: [branch('c'), branch('a'), branch('b')] }, { maxProperties: 3 }],
    }
    t.strictSame(list(once, twice), list(once, { ...once, maxProperties: 3 }))
    t.strictSame(list(twice, once), list({ ...once, maxProperties: 3 }, once))
  }
})

t.test('a changed component is compared once, however it is reached, and recursion ends', async (t) => {
  const document = (leaf: JsonSchema): JsonSchema => ({
    type: 'object',
    properties: { left: { $ref: '#/$defs/Tree' }, right: { $ref: '#/$defs/Tree' } },
    $defs: {
      Tree: {
        type: 'object',
        properties: { value: leaf, children: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
      },
    },
  })
  const comparison = compare(document({ type: 'string' }), document({ type: 'string', maxLength: 3 }))
  t.strictSame(comparison.facts, [])
  t.equal(comparison.relation, 'narrower')
  t.strictSame(
    comparison.children.map(({ location }) => location),
    ['/left', '/right'],
  )
  const [left, right] = comparison.children
  t.equal(left?.comparison, right?.comparison)
  t.strictSame(left?.comparison.facts, [
    {
      kind: 'max-length-added',
      effect: 'narrows',
      location: '/value',
      pointer: {
        base: '#/$defs/Tree/properties/value',
        revision: '#/$defs/Tree/properties/value/maxLength',
      },
      revision: 3,
    },
  ])
  t.equal(left?.comparison.children[0]?.comparison, left?.comparison)
})

t.test('a union of one schema is that schema, wherever it stands and whatever it refers to', async (t) => {
  const document = (wrap: (schema: JsonSchema) => JsonSchema): JsonSchema => {
    const refer = (name: string): JsonSchema => wrap({ $ref: `#/$defs/${name}` })
    const declare = (properties: JsonSchema): JsonSchema => wrap({ properties })
    return {
      ...Object(wrap({ type: 'array', items: refer('Full') })),
      $defs: {
        Times: declare({ time: wrap({ type: 'string' }) }),
        Status: declare({ status: wrap({ type: 'string', readOnly: true }) }),
        Base: wrap({
          type: 'object',
          allOf: [refer('Status'), declare({ id: wrap({ type: 'string' }) }), refer('Times')],
        }),
        Full: wrap({ type: 'object', allOf: [refer('Base'), declare({ x: wrap({ type: 'integer' }) })] }),
      },
    } as JsonSchema
  }
  const plain = document((schema) => schema)
  const wrappings: readonly ((schema: JsonSchema) => JsonSchema)[] = [
    (schema) => ({ anyOf: [schema] }),
    (schema) => ({ oneOf: [schema] }),
    (schema) => ({ allOf: [schema] }),
    (schema) => ({ allOf: [true, schema, {}] }),
    (schema) => ({ allOf: [schema, schema] }),
    (schema) => ({ anyOf: [schema, schema] }),
    (schema) => ({ anyOf: [{ not: {} }, schema] }),
    (schema) => ({ oneOf: [schema, false] }),
  ]
  for (const wrap of wrappings) {
    const wrapped = document(wrap)
    const name = JSON.stringify(wrap({ type: 'x' }))
    for (const direction of ['request', 'response'] as const) {
      for (const [base, revision] of [[plain, wrapped] as const, [wrapped, plain] as const]) {
        const comparison = compare(base, revision, { direction })
        t.equal(comparison.relation, 'equal', name)
        t.strictSame(listAll(comparison), [], name)
        const [child, ...others] = comparison.children
        t.equal(child?.location, '/*', `${name}: the reference is seen`)
        t.strictSame(others, [])
      }
    }
  }
})

t.test('two branches of a oneOf that are the same are no wrapping of a reference', async (t) => {
  const twice = (keyword: string, ...more: readonly JsonSchema[]): JsonSchema => ({
    properties: { a: { [keyword]: [{ $ref: '#/$defs/A' }, { $ref: '#/$defs/A' }, ...more] } },
    $defs: { A: { type: 'object', required: ['a'] } },
  })
  t.equal(compare(twice('anyOf'), twice('oneOf'), { undeclaredProperties: false }).relation, 'narrower')
  t.strictSame(list(twice('anyOf'), twice('anyOf', { type: 'null' })), ['became-nullable widens /a'])
})

t.test('a type beside a reference to what is of that type hides no recursion', async (t) => {
  const document = (beside: object, keyword: string, value: JsonSchema): JsonSchema => ({
    $ref: '#/$defs/Tree',
    $defs: {
      Tree: {
        type: 'object',
        properties: { value, child: { ...beside, [keyword]: [{ $ref: '#/$defs/Tree' }] } },
      },
    },
  })
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    for (const type of ['object', ['string', 'object']]) {
      const { relation, facts, children } = compare(
        document({ type }, keyword, { type: 'string' }),
        document({ type }, keyword, { type: 'string', maxLength: 3 }),
      )
      t.equal(relation, 'narrower')
      t.match(facts, [{ kind: 'max-length-added', location: '/value' }])
      t.match(children, [{ location: '/child', comparison: { facts } }])
    }
  }
})

t.test('a generic type is one for each type that it is made into', async (t) => {
  const list = {
    $defs: { any: { $dynamicAnchor: 'T', not: {} } },
    type: 'array',
    items: { $dynamicRef: '#T' },
  }
  const listOf = (item: object): JsonSchema => ({
    $defs: { item: { $dynamicAnchor: 'T', ...item } },
    $ref: '#/$defs/List',
  })
  const document = (
    item: object,
    used = 'Strings',
    more: Readonly<Record<string, JsonSchema>> = {},
  ): JsonSchema => ({
    $ref: `#/$defs/${used}`,
    $defs: { List: list, Strings: listOf(item), Numbers: listOf({ type: 'number' }), ...more },
  })
  const text = { type: 'string' }
  const lists = (base: JsonSchema, revision: JsonSchema): readonly string[] =>
    listReached(compare(base, revision)).map(({ kind, effect, location }) => `${kind} ${effect} ${location}`)
  t.strictSame(lists(document(text), document(text)), [])
  t.strictSame(lists(document(text), document({ ...text, maxLength: 3 })), ['max-length-added narrows '])
  t.strictSame(
    lists(document(text), document(text, 'Numbers')),
    ['type-changed both '],
    'taken over with another',
  )
  t.strictSame(
    lists(document(text, 'Numbers'), document({ type: 'boolean' }, 'Numbers')),
    [],
    'of another one',
  )
  const inlined = { $ref: '#/$defs/Other', $defs: { Other: { type: 'array', items: text } } }
  t.equal(compare(document(text), inlined).relation, 'equal', 'written out')
  const both = (first: object): JsonSchema =>
    document(text, 'Both', { Both: { properties: { a: listOf(first), b: listOf({ type: 'number' }) } } })
  t.match(compare(both(text), both({ type: 'boolean' })).relation, 'incomparable', 'one of two in a schema')
  const nested = (item: object): JsonSchema =>
    document(text, 'Pages', {
      Pages: { properties: { all: { $ref: '#/$defs/Texts' } } },
      Texts: listOf(item),
    })
  t.equal(compare(nested(text), nested({ ...text, maxLength: 3 })).relation, 'narrower', 'further away')
})

t.test('a recursive type holds what takes it over', async (t) => {
  const tree = {
    $dynamicAnchor: 'node',
    type: 'object',
    properties: { children: { items: { $dynamicRef: '#node' } } },
  }
  const document = (used: string, name: object = {}): JsonSchema => ({
    $ref: `#/$defs/${used}`,
    $defs: { Tree: tree, Named: { $dynamicAnchor: 'node', $ref: '#/$defs/Tree', properties: { name } } },
  })
  t.equal(compare(document('Named'), document('Named')).relation, 'equal')
  t.equal(compare(document('Tree'), document('Tree', { type: 'string' })).relation, 'equal')
  t.equal(compare(document('Named'), document('Named', { type: 'string' })).relation, 'narrower')
})

t.test('generic types in more combinations than can be written out are in doubt', async (t) => {
  const levels = Array.from({ length: 16 }, (_, index) => index)
  const document = (type: string): JsonSchema => {
    const bind = (level: number, of: string): JsonSchema => ({
      $defs: { item: { $dynamicAnchor: `T${String(level)}`, type: of } },
      $ref: `#/$defs/L${String(level + 1)}`,
    })
    const last = levels.map((level) => [`p${String(level)}`, { $dynamicRef: `#T${String(level)}` }])
    const all = levels.map((level) => [
      `L${String(level)}`,
      { properties: { a: bind(level, 'string'), b: bind(level, type) } },
    ])
    return {
      $ref: '#/$defs/L0',
      $defs: { ...Object.fromEntries(all), L16: { properties: Object.fromEntries(last) } },
    }
  }
  const comparison = compare(document('boolean'), document('boolean'))
  t.equal(comparison.relation, 'unknown', 'what was left out on both sides need not be the same')
  t.not(compare(document('boolean'), document('number')).relation, 'equal')
})

t.test(
  'alternatives that exchange their names are the same alternatives, where no message names them',
  async (t) => {
    const kinds = [
      { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
      { type: 'object', required: ['b'], properties: { b: { type: 'integer' } } },
    ]
    for (const keyword of ['oneOf', 'anyOf']) {
      const document = (order: readonly number[], more: object = {}): JsonSchema => ({
        [keyword]: [{ $ref: '#/$defs/A' }, { $ref: '#/$defs/B' }],
        ...more,
        $defs: { A: kinds[order[0] ?? 0] ?? true, B: kinds[order[1] ?? 1] ?? true },
      })
      const exchanged = compare(document([0, 1]), document([1, 0]))
      t.equal(exchanged.relation, 'equal', keyword)
      t.strictSame(listReached(exchanged), [])
      const named = { discriminator: { propertyName: 'kind' } }
      t.not(listReached(compare(document([0, 1], named), document([1, 0], named))).length, 0)
      t.not(compare(document([0, 1]), document([0, 0])).relation, 'equal')
    }
  },
)

t.test(
  'a component that very many others refer to is decided in a time that grows with their number',
  async (t) => {
    const names = Array.from({ length: 40_000 }, (_, index) => `R${String(index)}`)
    const document = (type: string): JsonSchema => ({
      $ref: '#/$defs/All',
      $defs: {
        Shared: { type },
        ...Object.fromEntries(names.map((name) => [name, { not: { $ref: '#/$defs/Shared' } }])),
        All: { properties: Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }])) },
      },
    })
    const [base, revision] = [document('string'), document('integer')]
    const start = performance.now()
    const comparer = createComparer(toSource(base), toSource(revision))
    t.equal(comparer.isSame(toRoot(base), toRoot(revision)), false)
    t.ok(performance.now() - start < 5000)
  },
)

t.test('what holds itself and says more than a reference is compared to the end', async (t) => {
  const tree = { $ref: '#/$defs/Tree' }
  const document = (child: JsonSchema, value: JsonSchema): JsonSchema => ({
    ...tree,
    $defs: { Tree: { $dynamicAnchor: 'node', type: 'object', properties: { value, child } } },
  })
  for (const child of [
    { ...tree, minProperties: 1 },
    { allOf: [tree, { minProperties: 1 }] },
    { type: 'array', items: { ...tree, minProperties: 1 } },
    { $dynamicRef: '#node' },
  ]) {
    const comparison = compare(
      document(child, { type: 'string' }),
      document(child, { type: 'string', maxLength: 3 }),
    )
    t.equal(comparison.relation, 'narrower', JSON.stringify(child))
    // By a dynamic reference, it is itself and no more.
    const times = '$dynamicRef' in child ? 1 : 2
    t.strictSame(
      listReached(comparison).map(({ kind, effect }) => `${kind} ${effect}`),
      Array.from({ length: times }, () => 'max-length-added narrows'),
    )
  }
})

t.test(
  'components that all hold each other, and say more than a reference, are compared to the end',
  async (t) => {
    const names = Array.from({ length: 12 }, (_, index) => `C${String(index)}`)
    const wrappings: readonly ((reference: JsonSchema) => JsonSchema)[] = [
      (one) => ({ allOf: [one, { minProperties: 1 }] }),
      (one) => ({ ...(one as object), minProperties: 1 }),
      (one) => ({ allOf: [{ allOf: [one] }, { minProperties: 1 }] }),
      (one) => ({ oneOf: [{ allOf: [one, { minProperties: 1 }] }, { type: 'string' }] }),
      (one) => ({ type: 'array', items: { allOf: [one, { minProperties: 1 }] } }),
    ]
    const document = (wrap: (reference: JsonSchema) => JsonSchema, value: JsonSchema): JsonSchema => ({
      $ref: '#/$defs/C0',
      $defs: Object.fromEntries(
        names.map((name) => {
          const others = names.map((other) => [other, wrap({ $ref: `#/$defs/${other}` })])
          return [
            name,
            { type: 'object', properties: { ...Object.fromEntries(others), value: structuredClone(value) } },
          ]
        }),
      ),
    })
    for (const wrap of wrappings) {
      const comparison = compare(
        document(wrap, { type: 'string' }),
        document(wrap, { type: 'string', maxLength: 3 }),
      )
      t.equal(comparison.relation, 'narrower')
      const reached = new Set([comparison])
      for (const { children } of reached) for (const child of children) reached.add(child.comparison)
      const told = [...reached].flatMap(({ facts }) => facts)
      t.strictSame(
        new Set(told.map(({ kind, effect }) => `${kind} ${effect}`)),
        new Set(['max-length-added narrows']),
      )
      t.strictSame(
        new Set(told.map(({ pointer }) => pointer.base)),
        new Set(names.map((name) => `#/$defs/${name}/properties/value`)),
      )
    }
  },
)

t.test('what stands beside too many places of one schema is told all the same', async (t) => {
  const names = Array.from({ length: 12 }, (_, index) => `C${String(index)}`)
  const document = (value: JsonSchema): JsonSchema => ({
    $ref: '#/$defs/C0',
    $defs: Object.fromEntries(
      names.map((name) => {
        const others = names.map((other) => [other, { not: { not: { $ref: `#/$defs/${other}`, minProperties: 1 } } }]) // prettier-ignore
        return [
          name,
          { type: 'object', properties: { ...Object.fromEntries(others), value: structuredClone(value) } },
        ]
      }),
    ),
  })
  const { facts } = compare(document({ type: 'string' }), document({ type: 'string', maxLength: 3 }))
  const told = ['', ...names.slice(1, -1).map((name) => `/${name}`)]
  t.strictSame(
    new Set(facts.map(({ kind, location }) => `${kind} ${location}`)),
    new Set(['comparison-ended /C0', ...told.map((place) => `max-length-added ${place}/value`)]),
  )
})

t.test('a type beside a reference counts where it lets less past', async (t) => {
  const beside = (type: unknown, ...more: readonly JsonSchema[]): JsonSchema => ({
    properties: { a: { type, anyOf: [{ $ref: '#/$defs/A' }, ...more] } },
    $defs: { A: { type: ['object', 'null'], required: ['a'] }, B: { required: ['a'] } },
  })
  t.strictSame(list(beside('object'), beside(['null', 'object'])), ['became-nullable widens /a'])
  t.strictSame(list(beside('object', { type: 'null' }), beside(['object', 'null'])), [
    'became-nullable widens /a',
  ])
  const typed = (type?: string): JsonSchema => ({
    properties: { a: { ...(type && { type }), allOf: [{ $ref: '#/$defs/B' }] } },
    $defs: { B: { required: ['b'] } },
  })
  t.equal(compare(typed('object'), typed()).relation, 'wider')
  t.equal(compare(typed('object'), typed('array')).relation, 'incomparable')
})

t.test('depth and cost end in an answer, not in a crash', async (t) => {
  const nest = (depth: number, leaf: JsonSchema): JsonSchema => {
    let schema = leaf
    for (let level = 0; level < depth; level += 1) schema = { type: 'object', properties: { a: schema } }
    return schema
  }
  const deep = compare(nest(10_000, { type: 'string' }), nest(10_000, { type: 'integer' }))
  t.equal(deep.relation, 'unknown')
  t.equal(deep.reason, 'the schema nests too deep')
  t.equal(compare(nest(10_000, { type: 'string' }), nest(10_000, { type: 'string' })).relation, 'equal')
  const combine = (depth: number, leaf: JsonSchema): JsonSchema => {
    let schema = leaf
    for (let level = 0; level < depth; level += 1) schema = { allOf: [schema, { title: `level ${level}` }] }
    return schema
  }
  t.equal(
    compare(combine(10_000, { type: 'string' }), combine(10_000, { type: 'integer' })).relation,
    'unknown',
  )
  const wide = (from: number): JsonSchema => ({
    oneOf: Array.from({ length: 200 }, (_, index) => ({
      type: 'object',
      properties: { kind: { const: `k${from + index}` }, [`p${from + index}`]: { type: 'string' } },
      required: ['kind'],
    })),
  })
  t.equal(compare(wide(0), wide(10)).facts.length, 20)
  const spent = compare({ type: 'string' }, { type: 'integer' }, { maxSteps: 0 })
  t.equal(spent.relation, 'unknown')
  t.equal(spent.reason, 'too many steps')
})

t.test('neither document is changed', async (t) => {
  const freeze = (schema: JsonSchema): JsonSchema => {
    if (typeof schema === 'object') for (const inner of Object.values(schema)) freeze(inner as JsonSchema)
    return Object.freeze(schema)
  }
  const base = freeze(structuredClone(union('oneOf', 'Cat', 'Dog')))
  const revision = freeze(structuredClone(union('anyOf', 'Cat', 'Fox')))
  t.equal(compare(base, revision).relation, 'incomparable')
})

t.test('a dangling reference is a fact on one side, and none on both', async (t) => {
  const dangling: JsonSchema = { type: 'object', properties: { a: { $ref: '#/$defs/None' } } }
  t.strictSame(list(dangling, dangling), [])
  t.strictSame(list(dangling, { type: 'object', properties: { a: { type: 'string' } } }), [
    'type-changed narrows /a',
    'reference-unresolved unknown /a $ref',
  ])
})

t.test('where no two items may be alike, a limit counts as far as there are other items', async (t) => {
  const distinct = (items: JsonSchema, maxItems?: number): JsonSchema => ({
    type: 'object',
    properties: { p: { type: 'array', uniqueItems: true, items, ...(maxItems && { maxItems }) } },
  })
  const many: readonly JsonSchema[] = [
    { type: 'string', format: 'uuid' },
    { type: 'string', format: 'date-time' },
    { type: ['string', 'null'], pattern: '^(0|[1-9][0-9]*)$' },
    { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } },
  ]
  for (const items of many) {
    const text = JSON.stringify(items)
    t.strictSame(list(distinct(items, 1500), distinct(items, 350)), ['max-items-lowered narrows /p'], text)
    t.strictSame(list(distinct(items, 350), distinct(items, 1500)), ['max-items-raised widens /p'], text)
    t.strictSame(list(distinct(items), distinct(items, 350)), ['max-items-added narrows /p'], text)
  }
  const few: JsonSchema = { enum: ['a', 'b', 'c'] }
  t.strictSame(list(distinct(few, 5), distinct(few, 4)), ['max-items-lowered unknown /p'], 'there are three')
})

t.test('a branch with another tag is another one, however alike the two are', async (t) => {
  const rule = (type: string, ...names: string[]): JsonSchema => ({
    type: 'object',
    required: ['type', 'parameters'],
    properties: {
      type: { enum: [type] },
      parameters: {
        type: 'object',
        required: names,
        properties: Object.fromEntries(names.map((name) => [name, { type: 'integer' }])),
      },
    },
  })
  const size = rule('max_size', 'size')
  t.strictSame(
    list(
      { oneOf: [size, rule('merge_queue', 'least', 'most')] },
      { oneOf: [size, rule('code_review', 'drafts')] },
    ),
    ['union-branch-removed narrows type: "merge_queue"', 'union-branch-added widens type: "code_review"'],
  )
  t.strictSame(
    list({ oneOf: [size, rule('queue', 'least')] }, { oneOf: [size, rule('queue', 'most')] }),
    ['property-removed widens /parameters/least least', 'property-added narrows /parameters/most most'],
    'with the same tag, it is the same one',
  )
})
