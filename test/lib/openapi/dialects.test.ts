import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import t from 'tap'
import { isOpenapi30, toDialect30, toDialect31 } from '../../../lib/openapi/to-dialect.ts'
import { toSchema2020 } from '../../../lib/openapi/to-schema-2020.ts'
import { toSchema30 } from '../../../lib/openapi/to-schema-3-0.ts'
import type { JsonSchema } from '../../../lib/schema/types.ts'
import { anySchema, anyValue } from '../schema/random-schemas.ts'
import { validateDocument } from './validate-document.ts'

const seed = 20261129
const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false })

/** A schema as 3.0 writes it, and the keywords that it has no words for. */
function to30(schema: JsonSchema): readonly [Readonly<Record<string, unknown>>, ...string[]] {
  const unsaid: string[] = []
  const written = toSchema30(schema, { note: (keyword) => unsaid.push(keyword), isWider: () => false })
  return [written, ...unsaid]
}

/** Ajv's verdict on values. */
function judge(schema: JsonSchema): (value: unknown) => boolean {
  const validate = ajv.compile(schema)
  return (value) => validate(value)
}

function toDocument(openapi: string, schemas: readonly JsonSchema[]): Record<string, unknown> {
  const named = Object.fromEntries(schemas.map((schema, index) => [`S${String(index)}`, schema]))
  return { openapi, info: { title: 'T', version: '1' }, paths: {}, components: { schemas: named } }
}

t.test('what 2020-12 says in one way and 3.0 in another', async (t) => {
  const a = { type: 'string' }
  const b = { type: 'integer' }
  const cases: readonly (readonly [JsonSchema, Readonly<Record<string, unknown>>])[] = [
    [true, {}],
    [false, { not: {} }],
    [
      { type: ['string', 'null'], minLength: 1 },
      { type: 'string', minLength: 1, nullable: true },
    ],
    [{ type: 'null' }, { type: 'object', nullable: true, enum: [null] }],
    [
      { type: 'null', enum: [null] },
      { type: 'object', nullable: true, enum: [null] },
    ],
    [{ type: ['null'] }, { type: 'object', nullable: true, enum: [null] }],
    [{ type: ['string', 'array'] }, { anyOf: [a, { type: 'array', items: {} }] }],
    [
      { type: ['string', 'integer', 'null'], anyOf: [{ minimum: 1 }] },
      {
        anyOf: [{ minimum: 1 }],
        allOf: [{ anyOf: [a, b, { type: 'object', nullable: true, enum: [null] }] }],
      },
    ],
    [
      { anyOf: [a, { type: 'null' }], description: 'D' },
      { type: 'string', description: 'D', nullable: true },
    ],
    [
      { oneOf: [{ type: 'string', enum: ['x'] }, { type: 'null' }] },
      { type: 'string', enum: ['x', null], nullable: true },
    ],
    [
      { anyOf: [{ $ref: '#/components/schemas/S1' }, { type: 'null' }] },
      { anyOf: [{ $ref: '#/components/schemas/S1' }, { type: 'object', nullable: true, enum: [null] }] },
    ],
    [{ const: 1 }, { enum: [1] }],
    [
      { const: 1, enum: [1, 2] },
      { enum: [1, 2], allOf: [{ enum: [1] }] },
    ],
    [{ enum: [] }, { not: {} }],
    [
      { type: 'number', exclusiveMinimum: 0 },
      { type: 'number', minimum: 0, exclusiveMinimum: true },
    ],
    [{ exclusiveMinimum: 0, minimum: 1 }, { minimum: 1 }],
    [
      { exclusiveMaximum: 5, maximum: 7 },
      { maximum: 5, exclusiveMaximum: true },
    ],
    [
      { exclusiveMaximum: 5, maximum: 5 },
      { maximum: 5, exclusiveMaximum: true },
    ],
    [
      { ...a, examples: ['x', 'y'] },
      { ...a, example: 'x' },
    ],
    [
      { $ref: '#/components/schemas/S1', description: 'D' },
      { description: 'D', allOf: [{ $ref: '#/components/schemas/S1' }] },
    ],
    [{ $ref: '#/components/schemas/S1' }, { $ref: '#/components/schemas/S1' }],
    [{ type: 'array' }, { type: 'array', items: {} }],
    [
      { type: 'object', required: [], additionalProperties: false },
      { type: 'object', additionalProperties: false },
    ],
    [{ additionalProperties: {} }, { additionalProperties: true }],
    [{ propertyNames: a, additionalProperties: b }, { additionalProperties: b }],
    [
      { type: 'object', propertyNames: { ...a, enum: ['x', 'y'] }, additionalProperties: b, required: ['x'] },
      { type: 'object', properties: { x: b, y: b }, additionalProperties: false, required: ['x'] },
    ],
    [
      { if: { required: ['x'] }, then: { required: ['y'] }, else: false },
      {
        allOf: [
          { anyOf: [{ not: { required: ['x'] } }, { required: ['y'] }] },
          { anyOf: [{ required: ['x'] }, { not: {} }] },
        ],
      },
    ],
    [{ then: false }, {}],
    [
      { dependentRequired: { x: ['y'], z: [] }, dependentSchemas: { x: { minProperties: 2 } } },
      {
        allOf: [
          { anyOf: [{ not: { type: 'object', required: ['x'] } }, { required: ['y'] }] },
          { anyOf: [{ not: { type: 'object', required: ['x'] } }, { minProperties: 2 }] },
        ],
      },
    ],
    [{ contains: a }, { allOf: [{ not: { type: 'array', items: { not: a } } }] }],
    [{ contains: a, minContains: 0 }, {}],
    [
      { type: 'object', unevaluatedProperties: false },
      { type: 'object', additionalProperties: false },
    ],
    [
      { ...a, contentEncoding: 'base64' },
      { ...a, format: 'byte' },
    ],
    [
      { ...a, contentMediaType: 'application/octet-stream' },
      { ...a, format: 'binary' },
    ],
    [{ $id: 'x', $comment: 'y', $defs: { z: true }, ...a }, a],
    [
      { properties: { example: a, const: { const: 1 } } },
      { properties: { example: a, const: { enum: [1] } } },
    ],
  ]
  for (const [schema, expected] of cases) t.strictSame(to30(schema), [expected], JSON.stringify(schema))
  const written = toDocument(
    '3.0.3',
    cases.map(([schema]) => to30(schema)[0]),
  )
  t.strictSame(await validateDocument(written), { valid: true })
})

t.test('what 3.0 cannot say is kept under another name, said to be so, and accepts more', async (t) => {
  const a = { type: 'string' }
  const b = { type: 'integer' }
  const cases: readonly (readonly [JsonSchema, Readonly<Record<string, unknown>>, ...string[]])[] = [
    [
      { type: 'array', prefixItems: [a, b], items: false, minItems: 2 },
      { type: 'array', minItems: 2, maxItems: 2, items: { anyOf: [a, b] }, 'x-prefixItems': [a, b] },
      'prefixItems',
    ],
    [{ prefixItems: [a, a], items: a }, { items: a, 'x-prefixItems': [a, a] }, 'prefixItems'],
    [{ prefixItems: [a] }, { items: {}, 'x-prefixItems': [a] }, 'prefixItems'],
    [
      { prefixItems: [a], items: false, maxItems: 0 },
      { maxItems: 0, items: a, 'x-prefixItems': [a] },
      'prefixItems',
    ],
    [
      { patternProperties: { '^x': a }, additionalProperties: false },
      { additionalProperties: a, 'x-patternProperties': { '^x': a } },
      'patternProperties',
    ],
    [
      { patternProperties: { '^x': a }, additionalProperties: b },
      { additionalProperties: { anyOf: [a, b] }, 'x-patternProperties': { '^x': a } },
      'patternProperties',
    ],
    [
      { patternProperties: { '^x': a } },
      { additionalProperties: true, 'x-patternProperties': { '^x': a } },
      'patternProperties',
    ],
    [
      { propertyNames: { minLength: 2 }, additionalProperties: a },
      { additionalProperties: a, 'x-propertyNames': { minLength: 2 } },
      'propertyNames',
    ],
    [
      { contains: a, minContains: 2, maxContains: 3 },
      {
        allOf: [{ not: { type: 'array', items: { not: a } } }],
        'x-contains': a,
        'x-minContains': 2,
        'x-maxContains': 3,
      },
      'contains',
      'minContains',
      'maxContains',
    ],
    [
      { allOf: [a], unevaluatedProperties: false },
      { allOf: [a], 'x-unevaluatedProperties': { not: {} } },
      'unevaluatedProperties',
    ],
    [
      { not: { contains: a, minContains: 2 } },
      {
        'x-not': {
          allOf: [{ not: { type: 'array', items: { not: a } } }],
          'x-contains': a,
          'x-minContains': 2,
        },
      },
      'contains',
      'minContains',
      'not',
    ],
    [
      { oneOf: [a, { propertyNames: { minLength: 1 } }] },
      {
        'x-oneOf': [a, { 'x-propertyNames': { minLength: 1 } }],
        allOf: [{ anyOf: [a, { 'x-propertyNames': { minLength: 1 } }] }],
      },
      'propertyNames',
      'oneOf',
    ],
    [
      { if: { propertyNames: { minLength: 1 } }, then: a },
      { 'x-if': { 'x-propertyNames': { minLength: 1 } }, 'x-then': a },
      'propertyNames',
      'if',
    ],
    [{ ...a, errorMessage: 'no' }, { ...a, 'x-errorMessage': 'no' }, 'errorMessage'],
    [
      { ...a, 'x-mine': 1 },
      { ...a, 'x-mine': 1 },
    ],
  ]
  for (const [schema, ...expected] of cases) t.strictSame(to30(schema), expected, JSON.stringify(schema))
  const written = toDocument(
    '3.0.3',
    cases.map(([schema]) => to30(schema)[0]),
  )
  t.strictSame(await validateDocument(written), { valid: true })
})

t.test('what 3.0 and draft 7 say, in the words of 2020-12; those of 2020-12 stay', async (t) => {
  const a = { type: 'string' }
  const b = { type: 'integer' }
  const cases: readonly (readonly [JsonSchema, JsonSchema])[] = [
    [true, true],
    [{ ...a, nullable: true }, { type: ['string', 'null'] }],
    [{ type: ['string', 'null'], nullable: true }, { type: ['string', 'null'] }],
    [{ nullable: true, enum: ['x'] }, { enum: ['x'] }],
    [{ ...a, nullable: false }, a],
    [{ type: 'object', nullable: true, enum: [null] }, { type: 'null' }],
    [{ minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
    [{ maximum: 1, exclusiveMaximum: false }, { maximum: 1 }],
    [{ exclusiveMaximum: true }, {}],
    [{ exclusiveMinimum: 1 }, { exclusiveMinimum: 1 }],
    [
      { items: [a, { ...b, nullable: true }], additionalItems: false },
      { prefixItems: [a, { type: ['integer', 'null'] }], items: false },
    ],
    [{ items: [a] }, { prefixItems: [a] }],
    [{ items: a, additionalItems: false }, { items: a }],
    [{ additionalItems: false }, {}],
    [
      { dependencies: { x: ['y'], z: { properties: { w: { ...a, nullable: true } } } } },
      {
        dependentRequired: { x: ['y'] },
        dependentSchemas: { z: { properties: { w: { type: ['string', 'null'] } } } },
      },
    ],
    [
      { ...a, example: 'x' },
      { ...a, examples: ['x'] },
    ],
    [
      { ...a, examples: ['x'], example: 'y' },
      { ...a, examples: ['x'] },
    ],
    [{ $schema: 'http://json-schema.org/draft-07/schema#', ...a }, a],
    [
      { properties: { nullable: a, items: { items: [a] } } },
      { properties: { nullable: a, items: { prefixItems: [a] } } },
    ],
  ]
  for (const [schema, expected] of cases) {
    t.strictSame(toSchema2020(schema), expected, JSON.stringify(schema))
    t.strictSame(toSchema2020(expected), expected)
  }
})

t.test('random schemas: valid in 3.0, wider only where that is said, and never narrower', async (t) => {
  const schemas = fc.sample(anySchema, { seed, numRuns: 400 })
  const values = fc.sample(anyValue, { seed, numRuns: 300 })
  const tally = { exact: 0, wider: 0 }
  const written: JsonSchema[] = []
  for (const schema of schemas) {
    const [there, ...unsaid] = to30(schema)
    written.push(there)
    const before = judge(schema)
    const after = judge(toSchema2020(there))
    const lost = values.find((value) => before(value) && !after(value))
    const won = values.find((value) => !before(value) && after(value))
    const text = `${JSON.stringify(schema)} is ${JSON.stringify(there)}`
    if (lost !== undefined) t.fail(`${text}, which does not accept ${JSON.stringify(lost)}`)
    if (won !== undefined && unsaid.length === 0) t.fail(`${text}, which also accepts ${JSON.stringify(won)}`)
    if (won === undefined) tally.exact += 1
    else tally.wider += 1
    t.strictSame(to30(toSchema2020(there)).slice(1), [], 'once written, nothing is left unsaid')
  }
  t.strictSame(await validateDocument(toDocument('3.0.3', written)), { valid: true })
  t.ok(tally.exact > 150 && tally.wider > 0, JSON.stringify(tally))
})

t.test('every schema of a document is entered, and nothing that is none', async (t) => {
  const schema = { type: 'string', nullable: true }
  const data = { nullable: true, kept: true }
  const media = {
    'application/json': { schema, example: data, encoding: { a: { headers: { H: { schema } } } } },
  }
  const operation = {
    parameters: [
      { name: 'q', in: 'query', schema },
      { name: 'c', in: 'query', content: media },
    ],
    requestBody: { content: media },
    responses: { 200: { description: 'D', headers: { H: { schema } }, content: media } },
    callbacks: { c: { '{$request.body#/url}': { post: { requestBody: { content: media } } } } },
    'x-operation': data,
  }
  const document = {
    openapi: '3.0.3',
    info: { title: 'T', version: '1', 'x-schema': data },
    paths: {
      '/a': { parameters: [{ name: 'p', in: 'query', schema }], get: operation, 'x-item': data },
      'x-paths': 1,
    },
    components: {
      schemas: { A: schema },
      responses: { R: { description: 'D', content: media } },
      parameters: { P: { name: 'p', in: 'query', schema } },
      requestBodies: { B: { content: media } },
      headers: { H: { schema } },
      callbacks: { C: { '{$url}': { post: operation } } },
      examples: { E: { value: data } },
    },
  }
  const there = toDialect31(document)
  const count = (value: unknown, text: string): number => JSON.stringify(value).split(text).length - 1
  t.equal(
    count(there, '"nullable":true'),
    count(document, '"kept":true'),
    'data and extensions stay as they are',
  )
  t.equal(there.openapi, '3.1.0')
  t.strictSame(toDialect30(there, '3.0.3'), { document, unsaid: [] }, 'there and back')
  t.ok(isOpenapi30(document))
  t.notOk(isOpenapi30(there))

  const { unsaid, document: written } = toDialect30(
    { openapi: '3.1.0', jsonSchemaDialect: 'x', components: { schemas: { A: { prefixItems: [true] } } } },
    '3.0.0',
  )
  t.strictSame(unsaid, [{ keyword: 'prefixItems', pointer: '#/components/schemas/A' }])
  t.strictSame(written, {
    openapi: '3.0.0',
    components: { schemas: { A: { items: {}, 'x-prefixItems': [{}] } } },
  })
})
