import t, { type Test } from 'tap'
import { compareSchemas, type JsonSchema, type Relation } from '../../../lib/schema/index.ts'

type Row = readonly [name: string, one: JsonSchema, other: JsonSchema, relation: Relation]

const turned: Readonly<Record<Relation, Relation>> = {
  equal: 'equal',
  narrower: 'wider',
  wider: 'narrower',
  incomparable: 'incomparable',
  unknown: 'unknown',
}

const object = (schema: JsonSchema): JsonSchema => ({ type: 'object', ...Object(schema) })
const kind = (value: string, schema: object = {}): JsonSchema => ({
  ...schema,
  properties: { kind: { const: value } },
})
const ofKinds: JsonSchema = { type: 'object', properties: { kind: { enum: ['a', 'b'] } }, required: ['kind'] }
const needsTwo: JsonSchema = { type: 'object', dependentRequired: { a: ['b'] } }
const closed = { properties: { a: true, b: true }, additionalProperties: false }

const cases: readonly Row[] = [
  [
    'a condition on the kind is a union of kinds',
    { ...ofKinds, if: kind('a'), then: { required: ['x'] }, else: { required: ['y'] } },
    { ...ofKinds, oneOf: [kind('a', { required: ['x'] }), kind('b', { required: ['y'] })] },
    'equal',
  ],
  [
    'so are a condition for each of them',
    {
      ...ofKinds,
      allOf: [
        { if: kind('a'), then: { required: ['x'] } },
        { if: kind('b'), then: { required: ['y'] } },
      ],
    },
    { ...ofKinds, oneOf: [kind('a', { required: ['x'] }), kind('b', { required: ['y'] })] },
    'equal',
  ],
  [
    'a condition on the kind that asks for more',
    { ...ofKinds, if: kind('a'), then: { required: ['x'] }, else: { required: ['y'] } },
    { ...ofKinds, oneOf: [kind('a'), kind('b', { required: ['y'] })] },
    'wider',
  ],
  [
    'the branches of two values cover a list of these',
    ofKinds,
    { ...ofKinds, anyOf: [kind('a'), kind('b')] },
    'equal',
  ],
  [
    'the branches of two types cover a list of these',
    object({ properties: { a: { type: ['string', 'null'] } }, required: ['a'] }),
    {
      anyOf: [
        object({ properties: { a: { type: 'string' } }, required: ['a'] }),
        object({ properties: { a: { type: 'null' } }, required: ['a'] }),
      ],
    },
    'equal',
  ],
  [
    'a property that is there or not',
    { type: 'object' },
    object({ anyOf: [{ required: ['a'] }, { properties: { a: false } }] }),
    'equal',
  ],
  [
    'one that is either there or not',
    { type: 'object' },
    object({ oneOf: [{ required: ['a'] }, { not: { required: ['a'] } }] }),
    'equal',
  ],
  [
    'with one property another, as a condition',
    needsTwo,
    object({ if: { required: ['a'] }, then: { required: ['b'] } }),
    'equal',
  ],
  [
    'as alternatives',
    needsTwo,
    object({ anyOf: [{ not: { required: ['a'] } }, { required: ['b'] }] }),
    'equal',
  ],
  ['as what is excluded', needsTwo, object({ not: { required: ['a'], not: { required: ['b'] } } }), 'equal'],
  ['as a schema', needsTwo, object({ dependentSchemas: { a: { required: ['b'] } } }), 'equal'],
  [
    'a property that is not there',
    object({ not: { required: ['a'] } }),
    object({ properties: { a: false } }),
    'equal',
  ],
  [
    'one of two properties',
    object({ oneOf: [{ required: ['a'] }, { required: ['b'] }] }),
    object({
      anyOf: [
        { required: ['a'], properties: { b: false } },
        { required: ['b'], properties: { a: false } },
      ],
    }),
    'equal',
  ],
  [
    'at least one of two, where there are no others',
    object({ ...closed, minProperties: 1 }),
    object({ ...closed, anyOf: [{ required: ['a'] }, { required: ['b'] }] }),
    'equal',
  ],
  [
    'what is excluded by its length',
    { type: 'string', minLength: 1 },
    { type: 'string', not: { maxLength: 0 } },
    'equal',
  ],
  [
    'by its bounds',
    { type: 'integer', not: { minimum: 5, maximum: 9 } },
    { type: 'integer', oneOf: [{ maximum: 4 }, { minimum: 10 }] },
    'equal',
  ],
  ['by its number', { type: 'array', not: { minItems: 3 } }, { type: 'array', maxItems: 2 }, 'equal'],
  [
    'a branch and what it excludes',
    { type: 'string' },
    { type: 'string', anyOf: [{ pattern: '^a' }, { not: { pattern: '^a' } }] },
    'equal',
  ],
  [
    'a condition that no value gets past',
    { type: 'integer' },
    { type: 'integer', anyOf: [{ maximum: 9 }, { multipleOf: 10 }] },
    'narrower',
  ],
]

const names: readonly Row[] = [
  [
    'a pattern beside what is declared',
    object({ properties: { a: true }, additionalProperties: false }),
    object({ properties: { a: true }, patternProperties: { '^x-': {} }, additionalProperties: false }),
    'wider',
  ],
  [
    'a pattern within another',
    object({ patternProperties: { '^x-[a-z]+$': { type: 'string' } } }),
    object({ patternProperties: { '^x-': { type: 'string' } } }),
    'narrower',
  ],
  [
    'another type under a pattern within another',
    object({ patternProperties: { '^x-[a-z]+$': { type: 'string' } } }),
    object({ patternProperties: { '^x-': { type: 'number' } } }),
    'incomparable',
  ],
  [
    'patterns without a common name',
    object({ patternProperties: { '^a': { type: 'string' } } }),
    object({ patternProperties: { '^b': { type: 'string' } } }),
    'incomparable',
  ],
  [
    'names of a pattern, said in two ways',
    object({ propertyNames: { pattern: '^x-' }, additionalProperties: { type: 'string' } }),
    object({ patternProperties: { '^x-': { type: 'string' } }, additionalProperties: false }),
    'equal',
  ],
  [
    'listed names, said in two ways',
    object({ propertyNames: { enum: ['a', 'b'] } }),
    object(closed),
    'equal',
  ],
  ['no names at all', object({ propertyNames: false }), object({ maxProperties: 0 }), 'equal'],
]

t.test('what one part of a schema makes up for in another is proved or shown', async (t) => {
  for (const [name, one, other, relation] of cases) assertRelation(t, name, one, other, relation)
})

t.test('properties that go by a pattern are held against those that go by another', async (t) => {
  for (const [name, one, other, relation] of names) assertRelation(t, name, one, other, relation)
})

t.test('nothing is concluded from branches of a oneOf that leave nothing of each other', async (t) => {
  const one = object({ properties: { name: { type: 'string' } } })
  const same = object({ properties: { name: { type: 'string' } }, title: 'the same' })
  assertRelation(t, 'a type that is none of theirs', { oneOf: [one, same] }, { type: 'string' }, 'unknown')
})

function assertRelation(t: Test, name: string, one: JsonSchema, other: JsonSchema, relation: Relation): void {
  t.equal(compareSchemas(one, other).relation, relation, name)
  t.equal(compareSchemas(other, one).relation, turned[relation], `${name}, the other way round`)
}
