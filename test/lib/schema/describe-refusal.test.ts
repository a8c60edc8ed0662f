import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { describeRefusal } from '../../../lib/schema/describe-refusal.ts'

/** What Ajv says of a value, in our words. */
function refuse(schema: object, value: unknown): string | undefined {
  const validate = new Ajv2020({ strict: false, logger: false }).compile(schema)
  validate(value)
  return describeRefusal(validate.errors ?? [])
}

const email = { properties: { email: { type: 'string' } }, required: ['email'] }
const person = { ...email, type: 'object' }

t.test('a refusal is told by what is wrong, and where', async (t) => {
  const cases: readonly [object, unknown, string][] = [
    [email, {}, '`email` is missing'],
    [{ items: email }, [{ email: 'a' }, {}], '`email` is missing in `/1`'],
    [{ dependentRequired: { a: ['b'] } }, { a: 1 }, '`b` is missing, which `a` needs'],
    [{ additionalProperties: false }, { a: 1 }, '`a` is not allowed'],
    [{ items: { unevaluatedProperties: false } }, [{ a: 1 }], '`a` is not allowed in `/0`'],
    [{ propertyNames: { maxLength: 1 } }, { ab: 1 }, '`ab` is not allowed as a name'],
    [{ properties: { a: false } }, { a: 1 }, '`/a` is not allowed'],
    [{ type: 'integer' }, 'a', 'the value has to be integer'],
    [{ properties: { a: { type: ['string', 'null'] } } }, { a: 1 }, '`/a` has to be string or null'],
    [{ const: 'a' }, 'b', 'the value has to be `"a"`'],
    [{ enum: ['a', 'b'] }, 'c', 'the value is none of `"a"`, `"b"`'],
    [{ enum: [1, 2, 3, 4, 5, 6, 7] }, 0, 'the value is none of `1`, `2`, `3`, `4`, `5` and 2 more'],
    [{ minimum: 3 }, 2, 'the value must be >= 3'],
    [{ properties: { a: { maxLength: 1 } } }, { a: 'ab' }, '`/a` must NOT have more than 1 characters'],
    [{ not: {} }, 2, 'the value is excluded'],
  ]
  for (const [schema, value, told] of cases) t.equal(refuse(schema, value), told)
})

t.test('of alternatives, the one that was meant is told where the others are for other types', async (t) => {
  t.equal(refuse({ anyOf: [person, { type: 'null' }] }, {}), '`email` is missing')
  t.equal(
    refuse({ oneOf: [person, { ...person, minProperties: 1 }] }, {}),
    'the value fits none of the alternatives',
  )
  t.equal(
    refuse({ anyOf: [{ type: 'string' }, { type: 'null' }] }, {}),
    'the value fits none of the alternatives',
  )
  t.equal(refuse({ oneOf: [{}, {}] }, {}), 'the value fits more than one of the alternatives')
})

t.test('where nothing is held against a value, nothing is told', async (t) => {
  t.equal(refuse({}, {}), undefined)
})
