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
const closed = { properties: { a: true, b: true }, additionalProperties: false }

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

t.test('properties that go by a pattern are held against those that go by another', async (t) => {
  for (const [name, one, other, relation] of names) assertRelation(t, name, one, other, relation)
})

function assertRelation(t: Test, name: string, one: JsonSchema, other: JsonSchema, relation: Relation): void {
  t.equal(compareSchemas(one, other).relation, relation, name)
  t.equal(compareSchemas(other, one).relation, turned[relation], `${name}, the other way round`)
}
