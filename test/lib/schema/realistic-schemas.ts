import fc from 'fast-check'
import type { Keywords } from './random-schemas.ts'

/** A schema with all that it refers to, as a document of its own. */
export type Bundled = Keywords

const names = ['id', 'name', 'status', 'createdAt', 'amount', 'tags', 'address', 'owner'] as const
const words = ['open', 'paid', 'shipped', 'closed', 'draft'] as const

const optional = { requiredKeys: [] as never[] }

const text: fc.Arbitrary<Keywords> = fc.oneof(
  fc
    .record(
      { minLength: fc.integer({ min: 0, max: 3 }), maxLength: fc.integer({ min: 5, max: 80 }) },
      optional,
    )
    .map((facets) => ({ type: 'string', ...facets })),
  fc
    .constantFrom('^[A-Z]{2}$', '^[a-z][a-z0-9-]*$', '^\\d{4}-\\d{2}$', '^\\S+@\\S+$', '^[0-9a-f]{8}$')
    .map((pattern) => ({ type: 'string', pattern })),
  fc
    .uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 4 })
    .map((list) => ({ type: 'string', enum: list })),
  fc.constantFrom('date-time', 'uuid', 'uri', 'email').map((format) => ({ type: 'string', format })),
)

const scalar: fc.Arbitrary<Keywords> = fc.oneof(
  { weight: 4, arbitrary: text },
  fc
    .record(
      {
        minimum: fc.constantFrom(0, 1),
        maximum: fc.constantFrom(100, 1000),
        multipleOf: fc.constantFrom(0.01, 5),
      },
      optional,
    )
    .chain((facets) => fc.constantFrom('integer', 'number').map((type) => ({ type, ...facets }))),
  fc.constant({ type: 'boolean' }),
)

const field: fc.Arbitrary<Keywords> = fc.oneof(
  { weight: 5, arbitrary: scalar },
  scalar.map(({ type, ...facets }) => ({ ...facets, type: [type, 'null'] })),
  scalar.map((schema) => ({ anyOf: [schema, { type: 'null' }] })),
  fc.record({ items: scalar }).map(({ items }) => ({ type: 'array', items, minItems: 1 })),
  fc.constantFrom('Address', 'Node', 'Animal').map((name) => ({ $ref: `#/$defs/${name}` })),
  fc.constant({ type: 'array', items: { $ref: '#/$defs/Node' } }),
  fc.constant({ type: 'object', additionalProperties: { type: 'string' } }),
)

const record: fc.Arbitrary<Keywords> = fc
  .record({
    properties: fc.dictionary(fc.constantFrom(...names), field, { minKeys: 1, maxKeys: 5 }),
    closed: fc.constantFrom(true, false, false),
  })
  .chain(({ properties, closed }) =>
    fc.subarray(Object.keys(properties)).map((required) => ({
      type: 'object',
      properties,
      ...(required.length === 0 ? {} : { required }),
      ...(closed ? { additionalProperties: false } : {}),
    })),
  )

/** What may stand anywhere in a realistic schema. */
export const realisticPart: fc.Arbitrary<Keywords> = fc.oneof(field, record)

/** Schemas as the documents of APIs have them: records, references, recursion, nullable fields, tagged unions. */
export const realisticSchema: fc.Arbitrary<Bundled> = fc
  .record({
    root: fc.oneof(
      { weight: 3, arbitrary: record },
      record.map((own) => ({ allOf: [{ $ref: '#/$defs/Address' }, own] })),
      fc.constant({ type: 'array', items: { $ref: '#/$defs/Node' } }),
      fc.constant({ $ref: '#/$defs/Animal' }),
    ),
    address: record,
    cat: record,
    dog: record,
  })
  .map(({ root, address, cat, dog }) => ({
    ...root,
    $defs: {
      Address: address,
      Node: {
        type: 'object',
        properties: {
          value: { type: 'string' },
          children: { type: 'array', items: { $ref: '#/$defs/Node' } },
        },
        required: ['value'],
      },
      Animal: {
        oneOf: [tag(cat, 'cat'), tag(dog, 'dog')],
        discriminator: { propertyName: 'kind' },
      },
    },
  }))

function tag(schema: Keywords, kind: string): Keywords {
  const { properties, required } = schema
  return {
    ...schema,
    properties: { ...(properties as object), kind: { const: kind } },
    required: [...((required as readonly string[] | undefined) ?? []), 'kind'],
  }
}
