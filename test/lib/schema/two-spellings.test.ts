import t from 'tap'
import { compareSchemas, type JsonSchema } from '../../../lib/schema/index.ts'

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
