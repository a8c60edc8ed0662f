import t from 'tap'
import { diffDocuments } from '../../../lib/diff/index.ts'
import type { Json } from './rewrites/walk.ts'

type Schema = Json | boolean

/** Pairs of schemas, of which the first accepts all that the second does, and more. */
const narrowed: readonly (readonly [wider: Schema, narrower: Schema])[] = [
  [true, { type: ['string', 'null'] }],
  [{ type: 'number' }, { type: 'integer' }],
  [{ type: 'number' }, { type: 'number', maximum: 2 }],
  [{ type: 'string' }, { type: 'string', minLength: 1 }],
  [
    { type: 'string', pattern: '^[a-z]+$' },
    { type: 'string', pattern: '^[a-f]+$' },
  ],
  [{ enum: ['a', 'b'] }, { const: 'b' }],
  [{ type: ['string', 'null'] }, { type: 'string' }],
  [{ type: 'array' }, { type: 'array', items: { type: 'string' } }],
  [
    { type: 'array', items: { type: 'string' } },
    { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true },
  ],
  [
    { type: 'object', additionalProperties: { type: ['string', 'number'] } },
    { type: 'object', additionalProperties: { type: 'number' } },
  ],
  [
    { type: 'object', properties: { a: { type: 'string' } } },
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
  ],
  [
    { anyOf: [{ type: 'string' }, { type: 'object', required: ['k'] }] },
    { type: 'object', required: ['k', 'l'] },
  ],
]

/** Pairs of which each accepts what the other does not. */
const apart: readonly (readonly [Schema, Schema])[] = [
  [{ type: 'string' }, { type: 'integer' }],
  [{ enum: ['a', 'b'] }, { enum: ['b', 'c'] }],
  [
    { type: 'number', minimum: 0, maximum: 5 },
    { type: 'number', minimum: 3, maximum: 9 },
  ],
  [
    { type: 'array', items: { type: 'string' } },
    { type: 'array', items: { type: 'number' } },
  ],
  [
    { type: 'object', required: ['a'] },
    { type: 'object', required: ['b'] },
  ],
]

type Holder = readonly [name: string, hold: (schema: Schema) => Json, isFlipped?: boolean]

/** Schemas that hold another one: what it accepts more, they do; where it is negated, less. */
const holders: readonly Holder[] = [
  ['a property', (schema) => ({ type: 'object', properties: { p: schema } })],
  ['a required property', (schema) => ({ type: 'object', properties: { p: schema }, required: ['p'] })],
  [
    'a property of an allOf',
    (schema) => ({ allOf: [{ type: 'object' }, { type: 'object', properties: { p: schema } }] }),
  ],
  ['items', (schema) => ({ type: 'array', items: schema })],
  [
    'a place of a tuple',
    (schema) => ({ type: 'array', prefixItems: [{ type: 'string' }, schema], items: false, minItems: 2 }),
  ],
  ['a map', (schema) => ({ type: 'object', additionalProperties: schema })],
  ['properties by a pattern', (schema) => ({ type: 'object', patternProperties: { '^x': schema } })],
  [
    'what is not evaluated',
    (schema) => ({
      allOf: [{ type: 'object', properties: { a: { type: 'string' } } }],
      unevaluatedProperties: schema,
    }),
  ],
  [
    'an alternative',
    (schema) => ({
      oneOf: [
        { type: 'object', properties: { kind: { const: 'a' }, v: schema }, required: ['kind'] },
        { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
      ],
    }),
  ],
  ['one of several', (schema) => ({ anyOf: [schema, { const: 'of its own' }] })],
  ['what is contained', (schema) => ({ type: 'array', contains: schema })],
  [
    'what is contained twice at most',
    (schema) => ({ type: 'array', contains: schema, minContains: 0, maxContains: 2 }),
    true,
  ],
  ['what depends', (schema) => ({ type: 'object', dependentSchemas: { k: { properties: { p: schema } } } })],
  [
    'what follows from a condition',
    (schema) => ({
      type: 'object',
      properties: { k: { enum: ['a', 'b'] } },
      required: ['k'],
      if: { properties: { k: { const: 'a' } } },
      then: { properties: { v: schema } },
    }),
  ],
  ['what is not', (schema) => ({ not: schema }), true],
  ['a condition of nothing', (schema) => ({ if: schema, then: false }), true],
  ['a tree', () => ({ $ref: '#/components/schemas/Tree' })],
]

/** Where messages carry a schema, and whether the server sends them. */
const carriers: readonly (readonly [name: string, carry: (content: Json) => Json, isSent: boolean])[] = [
  ['a request body', (content) => ({ requestBody: { required: true, content }, responses: {} }), false],
  ['a response', (content) => ({ responses: { 200: { description: '', content } } }), true],
  ['a parameter in JSON', (content) => ({ parameters: [{ name: 'p', in: 'query', required: true, content }], responses: {} }), false], // prettier-ignore
  [
    'a header in JSON',
    (content) => ({
      responses: { 200: { description: '', headers: { 'X-P': { required: true, content } } } },
    }),
    true,
  ],
  [
    'the body of a callback',
    (content) => toCallback({ requestBody: { required: true, content }, responses: {} }),
    true,
  ],
  [
    'the response to a callback',
    (content) => toCallback({ responses: { 200: { description: '', content } } }),
    false,
  ],
]

function toCallback(operation: Json): Json {
  return { callbacks: { paid: { '{$request.query.url}': { post: operation } } }, responses: {} }
}

function build(hold: Holder[1], carry: (content: Json) => Json, schema: Schema): Json {
  const tree = { type: 'object', properties: { v: schema, next: { $ref: '#/components/schemas/Tree' } } }
  return {
    openapi: '3.1.0',
    info: { title: 'Held schemas', version: '1' },
    paths: { '/a': { post: carry({ 'application/json': { schema: hold(schema) } }) } },
    components: { schemas: { Tree: tree } },
  }
}

for (const [name, hold, isFlipped = false] of holders)
  t.test(`a schema is judged alike in ${name}`, (t) => {
    for (const [carrier, carry, isSent] of carriers) {
      const judge = (base: Schema, revision: Schema): string =>
        diffDocuments(build(hold, carry, base), build(hold, carry, revision), { strict: true }).verdict
      for (const [wider, narrower] of narrowed) {
        const told = `${JSON.stringify(wider)} and ${JSON.stringify(narrower)} in ${carrier}`
        const isFirst = isSent === isFlipped
        t.equal(judge(wider, narrower), isFirst ? 'breaking' : 'safe', told)
        t.equal(judge(narrower, wider), isFirst ? 'safe' : 'breaking', `${told}, back`)
      }
      for (const [one, other] of apart)
        t.equal(judge(one, other), 'breaking', `${JSON.stringify(one)} and ${JSON.stringify(other)} in ${carrier}`) // prettier-ignore
    }
    t.end()
  })
