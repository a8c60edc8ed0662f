import t from 'tap'
import { diffDocuments } from '../../../lib/diff/index.ts'
import { type LoadedDocument, loadDocument } from '../../../lib/openapi/index.ts'

type Json = Record<string, unknown>

const api = (paths: Json, rest: Json = {}): Json => ({
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  paths,
  ...rest,
})
const get = (fields: Json = {}): Json => ({ get: { responses: {}, ...fields } })
/** The fingerprints of what is not safe. */
const print = (base: Json | LoadedDocument, revision: Json | LoadedDocument): string[] =>
  diffDocuments(base, revision, { witnesses: false })
    .changes.filter(({ severity }) => severity !== 'safe')
    .map(({ fingerprint }) => fingerprint)

t.test('an operation that comes in front changes no fingerprint of what is shared', async (t) => {
  const security = (name: string): Json => ({
    security: [{ [name]: [] }],
    components: { securitySchemes: { [name]: { type: 'apiKey', in: 'header', name } } },
  })
  const edits: Record<string, readonly [Json, Json]> = {
    security: [security('old'), security('new')],
    servers: [{ servers: [{ url: 'https://old.test' }] }, { servers: [{ url: 'https://new.test' }] }],
  }
  for (const [name, [before, after]] of Object.entries(edits)) {
    const alone = { '/b': get(), '/c': get() }
    const more = { '/a': get(), ...alone }
    const prints = print(api(alone, before), api(alone, after))
    t.equal(prints.length, 1, name)
    t.strictSame(print(api(more, before), api(more, after)), prints, name)
    const { '/c': last } = alone
    t.strictSame(print(api({ '/c': last }, before), api({ '/c': last }, after)), prints, name)
  }
})

t.test('so it is for a parameter of a path, and for a schema in a file of its own', async (t) => {
  const path = (type: string, method: string): Json => ({
    '/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type } }],
      ...(method === '' ? {} : { [method]: { responses: {} } }),
      post: { responses: {} },
    },
  })
  const alone = print(api(path('string', '')), api(path('boolean', '')))
  t.equal(alone.length, 1)
  t.strictSame(print(api(path('string', 'get')), api(path('boolean', 'get'))), alone)

  const body = { requestBody: { content: { 'application/json': { schema: { $ref: 'user.json' } } } } }
  const post = { post: { ...body, responses: {} } }
  const load = async (paths: Json, type: string): Promise<LoadedDocument> => {
    const dir = t.testdir({
      'openapi.json': JSON.stringify(api(paths)),
      'user.json': JSON.stringify({ type: 'object', properties: { age: { type } } }),
    })
    return await loadDocument(`${dir}/openapi.json`)
  }
  const edit = async (paths: Json): Promise<string[]> =>
    print(await load(paths, 'string'), await load(paths, 'boolean'))
  const inFile = await edit({ '/b': post })
  t.equal(inFile.length, 1)
  t.strictSame(await edit({ '/a': post, '/b': post }), inFile)
})

t.test(
  'what is taken from several operations is one finding for each, and one approval is for one',
  async (t) => {
    const components = { parameters: { limit: { name: 'limit', in: 'query', schema: { type: 'string' } } } }
    const used = get({ parameters: [{ $ref: '#/components/parameters/limit' }] })
    const base = api({ '/a': used, '/b': used }, { components })
    const both = print(base, api({ '/a': get(), '/b': get() }, { components }))
    t.equal(new Set(both).size, 2)
    t.strictSame(print(base, api({ '/a': get(), '/b': used }, { components })), both.slice(0, 1))
    t.strictSame(print(base, api({ '/a': used, '/b': get() }, { components })), both.slice(1))
  },
)

t.test('another edit of the same kind at the same place has another fingerprint', async (t) => {
  const post = (value: Json): Json => {
    const schema = { type: 'object', properties: { value } }
    return api({
      '/a': { post: { requestBody: { content: { 'application/json': { schema } } }, responses: {} } },
    })
  }
  const list = (...values: string[]): Json => ({ type: 'string', enum: values })
  const many = Array.from({ length: 30 }, (_, index) => `v${String(index)}`)
  const open = { type: 'object' }
  const edits: Record<string, readonly [Json, Json, Json]> = {
    type: [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }],
    enum: [{ type: 'string' }, list('a', 'b'), list('a')],
    values: [list('x', ...many), list('x', ...many.slice(29)), list('x', ...many.slice(28, 29))],
    default: [
      { ...open, default: { a: 1 } },
      { ...open, default: { a: 2 } },
      { ...open, default: { a: 3 } },
    ],
    'default list': [
      { type: 'array' },
      { type: 'array', default: [1, 2] },
      { type: 'array', default: [2, 1] },
    ],
    unevaluatedProperties: [
      { ...open, properties: { a: {} } },
      { ...open, properties: { a: {} }, unevaluatedProperties: { type: 'string' } },
      { ...open, properties: { a: {} }, unevaluatedProperties: { type: 'number' } },
    ],
    unevaluatedItems: [
      { type: 'array', prefixItems: [{ type: 'string' }] },
      { type: 'array', prefixItems: [{ type: 'string' }], unevaluatedItems: { type: 'string' } },
      { type: 'array', prefixItems: [{ type: 'string' }], unevaluatedItems: { type: 'number' } },
    ],
    bound: [
      { type: 'number', exclusiveMaximum: 9 },
      { type: 'number', exclusiveMaximum: 8 },
      { type: 'number', exclusiveMaximum: 7 },
    ],
    not: [
      { type: 'string' },
      { type: 'string', not: { const: 'a' } },
      { type: 'string', not: list('a', 'b') },
    ],
    if: [
      open,
      { ...open, if: { required: ['a'] }, then: { required: ['b'] } },
      { ...open, if: { required: ['a'] }, then: { required: ['c'] } },
    ],
    dependentRequired: [
      open,
      { ...open, dependentRequired: { a: ['b'] } },
      { ...open, dependentRequired: { a: ['b', 'c'] } },
    ],
    items: [
      { type: 'array' },
      { type: 'array', items: { type: 'string' } },
      { type: 'array', items: { type: 'number' } },
    ],
  }
  for (const [name, [base, one, other]] of Object.entries(edits)) {
    const [before, after] = [print(post(base), post(one)), print(post(base), post(other))]
    t.strictSame([before.length, after.length], [1, 1], name)
    t.not(before[0], after[0], name)
  }
})

t.test(
  'a new alternative that has no name is known by what it is, and a number that is a name by that',
  (t) => {
    const answer = (schema: Json, schemas: Json = {}): Json =>
      api(
        {
          '/a': get({ responses: { 200: { description: '', content: { 'application/json': { schema } } } } }),
        },
        { components: { schemas } },
      )
    const has = (name: string): Json => ({ type: 'object', required: [name], properties: { [name]: {} } })
    const union = (...names: string[]): Json => answer({ oneOf: names.map(has) })
    const [one] = print(union('a', 'b'), union('a', 'b', 'c'))
    t.ok(one)
    t.not(print(union('a', 'b'), union('a', 'b', 'd'))[0], one)
    t.equal(print(union('a', 'b'), union('a', 'b', 'c'))[0], one)

    const codes = (first: string, second: string): Json =>
      answer(
        { $ref: '#/components/schemas/Codes' },
        { Codes: { type: 'object', properties: { 1: { type: first }, 2: { type: second } } } },
      )
    const [ofOne] = print(codes('string', 'string'), codes('integer', 'string'))
    t.ok(ofOne)
    t.not(print(codes('string', 'string'), codes('string', 'integer'))[0], ofOne)
    t.end()
  },
)

t.test('what has to be sent anew is known by what it has to be, and not by how it is described', (t) => {
  const body = (schema: Json): Json =>
    api({ '/a': { post: { requestBody: { content: { 'application/json': { schema } } }, responses: {} } } })
  const property = (sku: Json): Json =>
    body({ type: 'object', required: ['sku'], properties: { sku, kind: { type: 'string' } } })
  const parameter = (schema: Json, rest: Json = {}): Json =>
    api({ '/a': get({ parameters: [{ name: 'sku', in: 'query', required: true, schema, ...rest }] }) })
  const [text, number] = [{ type: 'string' }, { type: 'integer' }]
  const edits: readonly (readonly [name: string, base: Json, to: (schema: Json) => Json])[] = [
    ['property', body({ type: 'object', properties: { kind: { type: 'string' } } }), property],
    ['parameter', api({ '/a': get() }), parameter],
  ]
  for (const [name, base, to] of edits) {
    const prints = print(base, to(text))
    t.equal(prints.length, 1, name)
    t.not(print(base, to(number))[0], prints[0], name)
    t.strictSame(print(base, to({ ...text, description: 'The stock keeping unit.' })), prints, name)
  }
  t.strictSame(
    print(api({ '/a': get() }), parameter(text, { description: 'As on the label.' })),
    print(api({ '/a': get() }), parameter(text)),
  )

  const undeclared = (rest: Json = {}): Json => body({ type: 'object', required: ['sku'], ...rest })
  const closed = body({ type: 'object', additionalProperties: false })
  const prints = print(closed, undeclared())
  t.equal(prints.length, 1)
  t.strictSame(
    print(closed, undeclared({ properties: { kind: {} } })),
    prints,
    'what is not declared is not known by the object that requires it',
  )
  t.end()
})

t.test('what is left out is known by what it was: one that goes later is another edit', (t) => {
  const both = (schema: Json): Json => {
    const content = { 'application/json': { schema: { type: 'object', ...schema } } }
    return api({
      '/a': { post: { requestBody: { content }, responses: { 200: { description: '', content } } } },
    })
  }
  const all = (...parts: readonly Json[]): Json => both({ allOf: parts })
  const has = (name: string): Json => ({ required: [name] })
  const condition = (name: string): Json => ({ if: has(name), then: has('z') })
  const list = (...values: readonly number[]): Json =>
    both({ properties: { list: { type: 'array', allOf: values.map((value) => ({ contains: { const: value } })) } } }) // prettier-ignore
  const union = (...names: readonly string[]): Json =>
    both({ oneOf: names.map((name) => ({ properties: { [name]: {} }, ...has(name) })) })
  const steps: Readonly<Record<string, readonly [Json, Json, Json]>> = {
    'an alternative': [union('a', 'b', 'c', 'd'), union('a', 'c', 'd'), union('a', 'd')],
    not: [all({ not: has('a') }, { not: has('b') }), all({ not: has('b') }), all()],
    if: [all(condition('a'), condition('b')), all(condition('b')), all()],
    contains: [list(1, 2), list(2), list()],
    propertyNames: [
      both({ propertyNames: { maxLength: 3 } }),
      both({ propertyNames: { maxLength: 5 } }),
      both({}),
    ],
  }
  for (const [name, [first, second, third]] of Object.entries(steps)) {
    const [before, after] = [print(first, second), print(second, third)]
    t.strictSame([before.length, after.length], [1, 1], name)
    t.not(before[0], after[0], name)
  }

  t.strictSame(
    print(union('a', 'b'), union('a')),
    print(union('x', 'a', 'b'), union('x', 'a')),
    'whatever stands before an alternative',
  )
  t.end()
})

t.test('what is written in another order, or described, keeps its fingerprint', async (t) => {
  const post = (value: Json): Json =>
    api({
      '/a': { post: { requestBody: { content: { 'application/json': { schema: value } } }, responses: {} } },
    })
  const pairs: readonly (readonly [Json, Json, Json])[] = [
    [{ type: 'string' }, { enum: ['a', 'b'] }, { enum: ['b', 'a'] }],
    [{ enum: ['a', 'b', 'c'] }, { enum: ['a'] }, { enum: ['a'], description: 'What is left.' }],
    [{ type: 'object' }, { not: { required: ['a'] } }, { not: { description: 'No a.', required: ['a'] } }],
  ]
  for (const [base, one, other] of pairs) {
    const prints = print(post(base), post(one))
    t.ok(prints.length > 0)
    t.strictSame(print(post(base), post(other)), prints)
  }
  const [both, turned] = [{ enum: ['a', 'b', 'c'] }, { enum: ['c', 'b', 'a'] }]
  t.strictSame(print(post(turned), post({ enum: ['a'] })), print(post(both), post({ enum: ['a'] })))

  const shared = (...values: readonly string[]): Json =>
    api(
      {
        '/a': {
          post: {
            requestBody: {
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Kind' } } },
            },
            responses: {},
          },
        },
      },
      { components: { schemas: { Kind: { type: 'string', 'x-extensible-enum': values } } } },
    )
  const prints = print(shared('a', 'b'), shared('a'))
  t.equal(prints.length, 1)
  t.strictSame(print(shared('b', 'a'), shared('a')), prints, 'of an open list as well')
})

t.test('a media type of Swagger 2.0 goes for all who inherit it, or for who no longer does', async (t) => {
  const [json, xml, yaml] = ['application/json', 'application/xml', 'application/yaml']
  const all = [json, xml]
  const post = (own: Json = {}): Json => ({
    post: { parameters: [{ in: 'body', name: 'b', schema: {} }], responses: {}, ...own },
  })
  const of = (consumes: readonly string[], paths: Json): Json => ({
    swagger: '2.0',
    info: { title: 'T', version: '1' },
    consumes,
    paths,
  })
  const [both, own] = [{ '/a': post(), '/b': post() }, post({ consumes: [json] })]
  const forAll = print(of(all, both), of([json], both))
  t.equal(forAll.length, 1)
  const more = { '/0': post(), ...both }
  t.strictSame(print(of(all, more), of([json], more)), forAll, 'an operation comes in front')
  t.strictSame(
    print(of([xml, yaml, json], both), of([yaml, json], both)),
    forAll,
    'it stood elsewhere in the list',
  )

  const ofA = print(of(all, both), of(all, { ...both, '/a': own }))
  const ofB = print(of(all, both), of(all, { ...both, '/b': own }))
  t.equal(new Set([...forAll, ...ofA, ...ofB]).size, 3)
  t.strictSame(print(of(all, both), of(all, { '/a': own, '/b': own })), [...ofA, ...ofB])
})
