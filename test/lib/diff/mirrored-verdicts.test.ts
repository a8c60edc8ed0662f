import t from 'tap'
import { diffDocuments, type DiffOptions } from '../../../lib/diff/index.ts'

type Json = Record<string, unknown>

const api = (operation: Json, rest: Json = {}): Json => ({
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  paths: { '/a': { post: { responses: {}, ...operation } } },
  ...rest,
})
const webhook = (operation: Json): Json =>
  api({}, { webhooks: { sent: { post: { responses: {}, ...operation } } } })
const json = (schema: unknown, type = 'application/json'): Json => ({ content: { [type]: { schema } } })
const find = (base: Json, revision: Json, options: DiffOptions = {}): string[] =>
  diffDocuments(base, revision, { witnesses: false, ...options }).changes.map(({ severity, id }) => `${severity} ${id}`) // prettier-ignore
const findBoth = (base: Json, revision: Json, options: DiffOptions = {}): string[][] => [
  find(base, revision, options),
  find(revision, base, options),
]

t.test('a value in a media type is another one than the same value as text', async (t) => {
  for (const type of ['string', 'integer']) {
    const parameter = { name: 'X-Id', in: 'header' }
    const text = api({ parameters: [{ ...parameter, schema: { type } }] })
    const document = api({ parameters: [{ ...parameter, ...json({ type }) }] })
    t.strictSame(
      findBoth(text, document),
      Array(2).fill(['breaking request-parameter-serialization-changed']),
    )
  }
})

t.test('a changed default is breaking in strict mode, and where its tolerance is off', async (t) => {
  const of = (value: number): Json => api({ requestBody: json({ type: 'integer', default: value }) })
  t.strictSame(find(of(1), of(2)), ['risky request-default-changed'])
  t.strictSame(find(of(1), of(2), { strict: true }), ['breaking request-default-changed'])
  t.strictSame(find(of(1), of(2), { tolerances: { 'default-change': false } }), [
    'breaking request-default-changed',
  ])
})

t.test('the default of what is always sent means nothing', async (t) => {
  const value = (fallback: number): Json => ({ type: 'integer', default: fallback })
  const parameter = (fallback: number, required: boolean): Json =>
    api({ parameters: [{ name: 'q', in: 'query', required, schema: value(fallback) }] })
  const object = (fallback: number, required: readonly string[]): Json =>
    json({ type: 'object', required, properties: { 'a/b': value(fallback) } })
  const request = (...of: Parameters<typeof object>): Json =>
    api({ requestBody: { required: true, ...object(...of) } })
  const response = (...of: Parameters<typeof object>): Json =>
    api({ responses: { 200: { description: 'D', ...object(...of) } } })
  for (const options of [{}, { strict: true }]) {
    t.strictSame(find(parameter(1, true), parameter(2, true), options), ['safe request-default-changed'])
    t.strictSame(find(request(1, ['a/b']), request(2, ['a/b']), options), ['safe request-default-changed'])
    t.strictSame(find(response(1, ['a/b']), response(2, ['a/b']), options), ['safe response-default-changed'])
  }
  t.strictSame(find(request(1, ['b']), request(2, ['b'])), ['risky request-default-changed'])
  t.strictSame(find(parameter(1, true), parameter(2, false)), [
    'risky request-default-changed',
    'safe request-parameter-became-optional',
  ])
})

t.test('an error status that goes is no change, whoever answers', async (t) => {
  const of = (...statuses: string[]): Json => ({ responses: Object.fromEntries(statuses.map((status) => [status, { description: 'D' }])) }) // prettier-ignore
  for (const place of [api, webhook])
    t.strictSame(findBoth(place(of('200', '400')), place(of('200'))), [
      ['safe response-status-removed'],
      ['safe response-status-added'],
    ])
})

t.test('what a webhook always sends anew is as new as what it may send', async (t) => {
  const sends = (required: boolean): Json => ({
    parameters: [{ name: 'X-Signature', in: 'header', required, schema: { type: 'string' } }],
  })
  t.strictSame(findBoth(webhook({}), webhook(sends(true))), [
    ['safe request-required-parameter-added'],
    ['breaking request-parameter-removed'],
  ])
  t.strictSame(find(webhook({}), webhook(sends(false))), ['safe request-parameter-added'])
  const body = { required: true, ...json({ type: 'object' }) }
  t.strictSame(findBoth(webhook({}), webhook({ requestBody: body })), [
    ['breaking request-required-body-added'],
    ['breaking request-body-removed'],
  ])
})

t.test('a header that an answer to a webhook has to have is missed', async (t) => {
  const of = (headers: Json): Json => ({ responses: { 200: { description: 'D', headers } } })
  const ack = (required: boolean): Json => of({ 'X-Ack': { required, schema: { type: 'string' } } })
  t.strictSame(find(webhook(of({})), webhook(ack(true))), ['breaking response-header-added'])
  t.strictSame(find(webhook(of({})), webhook(ack(false))), ['safe response-header-added'])
  t.strictSame(
    find(api(of({})), api(ack(true))),
    ['safe response-header-added'],
    'clients get what they can ignore',
  )
})

t.test('the fields of a form are a closed list in strict mode, too, unless it is a map', async (t) => {
  const form = (properties: Json, rest: Json = {}): Json =>
    api({ requestBody: json({ type: 'object', properties, ...rest }, 'multipart/form-data') })
  const [one, two] = [{ a: { type: 'string' } }, { a: { type: 'string' }, b: { type: 'integer' } }]
  for (const strict of [false, true]) {
    t.strictSame(findBoth(form(two), form(one), { strict }), [
      ['breaking request-property-removed'],
      ['safe request-property-added'],
    ])
  }
  const map = { additionalProperties: { type: 'string' } }
  const [named, unnamed] = [form({ ...one, b: { type: 'string' } }, map), form(one, map)]
  t.strictSame(find(named, unnamed, { strict: true }), ['safe request-property-removed'], 'a map takes it as it did') // prettier-ignore
  t.strictSame(find(named, unnamed), ['risky request-property-removed'], 'which nobody declares any more')
  t.strictSame(findBoth(form(two, { required: ['b'] }), form(one)), [
    ['breaking request-required-property-removed'],
    ['breaking request-required-property-added'],
  ])
})

t.test('a required property that a request no longer declares is missed as an optional one is', async (t) => {
  const properties = { a: { type: 'string' }, b: { type: 'string' } }
  const body = (names: readonly ('a' | 'b')[], required: readonly string[]): Json =>
    api({
      requestBody: json({
        type: 'object',
        properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
        required,
      }),
    })
  t.strictSame(find(body(['a', 'b'], ['a']), body(['b'], [])), ['risky request-required-property-removed'])
  t.strictSame(find(body(['a', 'b'], []), body(['b'], [])), ['risky request-property-removed'])
  t.strictSame(find(body(['a', 'b'], ['a']), body(['b'], []), { strict: true }), [
    'safe request-required-property-removed',
  ])
})

t.test('findings about a form of Swagger 2.0 lead to its parameters', async (t) => {
  const swagger = (...fields: Json[]): Json => ({
    swagger: '2.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { post: { parameters: [{ $ref: '#/parameters/page' }, ...fields], responses: {} } } },
    parameters: { page: { name: 'page', in: 'query', type: 'integer' } },
  })
  const label = { name: 'label', in: 'formData', type: 'string', enum: ['a'] }
  const { changes, warnings } = diffDocuments(
    swagger(label),
    swagger({ ...label, enum: ['a', 'b'], required: true }),
    { witnesses: false },
  )
  const at = '#/paths/~1a/post/parameters/1'
  t.strictSame(
    changes.map(({ id, pointer }) => [id, pointer.revision]),
    [
      ['request-body-became-required', at],
      ['request-property-became-required', `${at}/required`],
      ['request-enum-value-added', `${at}/enum/1`],
    ],
  )
  t.strictSame(warnings, [], 'nothing is looked for where nothing is')
})

t.test('x-nullable of Swagger 2.0 says what nullable says later', async (t) => {
  const responses = (content: Json): Json => ({
    '/a': { get: { responses: { 200: { description: '', ...content } } } },
  })
  const info = { title: 'T', version: '1' }
  const old = (schema: Json, way: Json = schema): Json => ({
    swagger: '2.0',
    info,
    paths: responses({ schema: way }),
    definitions: { Name: schema },
  })
  const later = (openapi: string, schema: Json): Json => ({
    openapi,
    info,
    paths: responses({ content: { 'application/json': { schema } } }),
  })
  const text = { type: 'string' }
  const maybe = { ...text, 'x-nullable': true }
  const became = ['breaking response-value-became-nullable']
  const back = ['safe response-value-became-not-nullable']
  t.strictSame(findBoth(old(text), old(maybe)), [became, back])
  const [change] = diffDocuments(old(text), old(maybe)).changes
  t.strictSame(change?.witness?.value, null)
  const [referred, wrapped] = [{ $ref: '#/definitions/Name' }, { allOf: [{ $ref: '#/definitions/Name' }] }]
  t.strictSame(findBoth(old(text, referred), old(maybe, referred)), [became, back])
  t.strictSame(findBoth(old(text, wrapped), old(text, { ...wrapped, 'x-nullable': true })), [became, back])
  t.strictSame(findBoth(old(maybe), later('3.0.3', { ...text, nullable: true })), [[], []], 'an upgrade')
  t.strictSame(findBoth(old(maybe), later('3.1.0', { type: ['string', 'null'] })), [[], []], 'a larger one')
  const asked = (schema: Json, place = 'query'): Json => ({
    swagger: '2.0',
    info,
    paths: { '/a': { get: { parameters: [{ name: 'q', in: place, ...schema }], responses: {} } } },
  })
  const [gone, come] = [
    ['breaking request-value-became-not-nullable'],
    ['safe request-value-became-nullable'],
  ]
  for (const place of ['query', 'formData'])
    t.strictSame(findBoth(asked(maybe, place), asked(text, place)), [gone, come], place)
  const flags = [{ type: 'boolean' }, { type: 'string', enum: ['false', 'true'] }] as const
  t.strictSame(findBoth(asked(flags[0]), asked(flags[1])), [[], []])
  t.strictSame(findBoth(asked({ ...flags[0], 'x-nullable': true }), asked(flags[1]))[0], ['breaking request-type-changed']) // prettier-ignore
  for (const version of ['3.0.3', '3.1.0']) {
    t.strictSame(findBoth(old(maybe), later(version, maybe)), [back, became], 'an extension from then on')
    t.strictSame(findBoth(later(version, text), later(version, maybe)), [
      ['safe document-extension-changed'],
      ['safe document-extension-changed'],
    ])
  }
})

t.test('null that two alternatives of a oneOf accept is none of its values', (t) => {
  const union = (keyword: string, target: Json, ...more: readonly Json[]): Json => {
    const ofNull = { type: 'null' }
    const value = { [keyword]: [{ $ref: '#/components/schemas/Kind' }, ofNull, ...more] }
    const body = json({ type: 'object', properties: { value } })
    return api({ requestBody: { required: true, ...body } }, { components: { schemas: { Kind: target } } })
  }
  const severities = (base: Json, revision: Json): string[] =>
    find(base, revision).map((finding) => finding.split(' ')[0] ?? '')
  const targets: readonly Json[] = [
    { type: ['object', 'null'] },
    { enum: ['a', null] },
    { anyOf: [{ type: 'string' }, { type: 'null' }] },
  ]
  for (const target of targets) {
    const [any, one] = [union('anyOf', target), union('oneOf', target)]
    t.ok(severities(any, one).includes('breaking'), JSON.stringify(target))
    t.strictSame(find(one, one), [])
  }
  const plain = { type: 'object' }
  t.strictSame(findBoth(union('anyOf', plain), union('oneOf', plain)), [[], []])
  t.ok(severities(union('oneOf', plain), union('oneOf', plain, { type: 'null' })).includes('breaking'))
  // Where both sides have it, what is referred to is compared as in any other place.
  const named = (type: string): Json => ({ type: ['object', 'null'], properties: { name: { type } } })
  t.strictSame(find(union('oneOf', named('string')), union('oneOf', named('integer'))), [
    'breaking request-type-changed',
  ])
  t.end()
})

t.test('a known format in place of byte is another kind of value', (t) => {
  const of = (format?: string): Json =>
    api({ requestBody: json({ type: 'string', ...(format === undefined ? {} : { format }) }) })
  const breaking = ['breaking request-format-changed']
  t.strictSame(findBoth(of('byte'), of('uuid')), [breaking, breaking])
  const risky = ['risky request-format-changed']
  t.strictSame(findBoth(of('byte'), of()), [risky, risky], 'an encoding that comes or goes')
  t.strictSame(findBoth(of('byte'), of('money')), [risky, risky], 'what no standard knows')
  t.end()
})

t.test('another encoding is one, whether it is said by a format or by a keyword', (t) => {
  const of = (said: Json): Json => api({ requestBody: json({ type: 'string', ...said }) })
  const [byte, base64, other] = [{ format: 'byte' }, { contentEncoding: 'base64' }, { contentEncoding: 'base64url' }] // prettier-ignore
  const breaking = ['breaking request-encoding-changed']
  for (const said of [byte, base64, { ...byte, ...base64 }])
    t.strictSame(findBoth(of(said), of(other)), [breaking, breaking], JSON.stringify(said))
  t.strictSame(findBoth(of(byte), of({ ...byte, ...base64 })), [[], []])
  t.end()
})

t.test('of what may be null, the example is null, whatever else has changed', async (t) => {
  const api = (operation: Json): Json => ({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { post: { responses: {}, ...operation } } },
  })
  const json = (schema: Json): Json => ({ content: { 'application/json': { schema } } })
  const taken = (schema: Json): Json => api({ requestBody: json(schema) })
  const given = (schema: Json): Json => api({ responses: { 200: { description: '', ...json(schema) } } })
  const inProperty = (schema: Json): Json => ({ type: 'object', required: ['a'], properties: { a: schema } })
  const [wide, narrow] = [{ type: ['string', 'null'] }, { type: 'string', minLength: 3 }]
  for (const [wrap, value] of [
    [(schema: Json) => schema, null],
    [inProperty, { a: null }],
    [(items: Json) => ({ type: 'array', items }), [null]],
  ] as const) {
    const find = (base: Json, revision: Json): unknown =>
      diffDocuments(base, revision).changes.find(({ id }) => id.endsWith('nullable'))?.witness?.value
    t.strictSame(find(taken(wrap(wide)), taken(wrap(narrow))), value)
    t.strictSame(find(given(wrap(narrow)), given(wrap(wide))), value)
  }
})

t.test('less of one branch is no less of a oneOf whose branches overlap', async (t) => {
  const of = (kind: Json): Json => {
    const cat = {
      type: 'object',
      required: ['kind'],
      properties: { kind: { type: 'string', enum: ['cat'] } },
    }
    const dog = { type: 'object', required: ['kind'], properties: { kind, good: { type: 'boolean' } } }
    const refer = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })
    return api(
      { responses: { 200: { description: 'D', ...json({ oneOf: [refer('Cat'), refer('Dog')] }) } } },
      { components: { schemas: { Cat: cat, Dog: dog } } },
    )
  }
  // {"kind": "cat"} was of both branches, so of none; now it is a cat.
  t.strictSame(find(of({ type: 'string' }), of({ type: 'string', enum: ['dog'] })), [
    'risky response-schema-undecided',
    'safe response-value-became-enum',
  ])
})

t.test('a limit that goes is shown by what goes beyond it', async (t) => {
  const map = { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } }
  const list = { type: 'array', items: { type: 'string' }, uniqueItems: true }
  for (const [schema, limit, name] of [
    [map, 'maxProperties', 'property-count'],
    [list, 'maxItems', 'item-count'],
  ] as const) {
    const of = (rest: Json): Json => api({ requestBody: json({ ...schema, ...rest }) })
    t.strictSame(findBoth(of({ [limit]: 9 }), of({})), [
      [`safe request-${name}-loosened`],
      [`breaking request-${name}-tightened`],
    ])
  }
})

t.test('a schema that takes nothing any more is told in words', async (t) => {
  const of = (rest: Json): Json =>
    api({ requestBody: json({ allOf: [{ type: 'object', required: ['a'], properties: { a: {} } }, { type: 'object', ...rest }] }) }) // prettier-ignore
  const tell = (rest: Json, options: DiffOptions = {}): string[] =>
    diffDocuments(of({}), of(rest), { witnesses: false, ...options }).changes.map(({ message }) => message)
  const nothing = ['The type of the request body changed from `object` to none at all.']
  t.strictSame(tell({ properties: { a: false } }), nothing)
  t.strictSame(tell({ additionalProperties: false }, { strict: true }), nothing)
  t.strictSame(tell({ additionalProperties: false }), [
    'The request body no longer accepts undeclared properties.',
  ])
})

t.test('in Swagger 2.0, an operation may have schemes of its own', async (t) => {
  const swagger = (schemes?: string[]): Json => ({
    swagger: '2.0',
    info: { title: 'T', version: '1' },
    host: 'api.example.com',
    schemes: ['https'],
    paths: { '/a': { get: { ...(schemes && { schemes }), responses: {} } } },
  })
  t.strictSame(findBoth(swagger(), swagger(['https', 'wss'])), [
    ['safe request-server-added'],
    ['risky request-server-removed'],
  ])
  t.strictSame(findBoth(swagger(), swagger(['https'])), [[], []], 'the same, said once more')
})

t.test('alternatives of a oneOf do not overlap by properties that they do not declare', async (t) => {
  const object = (own: string, more: Json = {}): Json => ({
    type: 'object',
    required: [own],
    properties: { [own]: { type: 'string' } },
    ...more,
  })
  const of = (schema: Json): Json => api({ requestBody: json(schema), responses: { 200: { description: 'D', ...json(schema) } } }) // prettier-ignore
  const [one, two, three] = [object('one'), object('two'), object('three')]
  // An object with two of the properties fits none of the others' alternatives as it is meant, and nobody sends it.
  t.strictSame(findBoth(of({ oneOf: [one, two] }), of({ oneOf: [one, two, three] })), [
    ['breaking response-union-branch-added', 'safe request-union-branch-added'],
    ['breaking request-union-branch-removed', 'safe response-union-branch-removed'],
  ])
  t.strictSame(findBoth(of({ oneOf: [one, two] }), of(one)), [
    ['breaking request-union-branch-removed', 'safe response-union-branch-removed'],
    ['breaking response-union-branch-added', 'safe request-union-branch-added'],
  ])
  const short = object('two', { properties: { two: { type: 'string', maxLength: 9 } } })
  t.strictSame(findBoth(of({ oneOf: [one, two] }), of({ oneOf: [one, short] })), [
    ['breaking request-length-tightened', 'safe response-length-tightened'],
    ['breaking response-length-loosened', 'safe request-length-loosened'],
  ])
  // What one declares that another requires does overlap, and so does what is said to be open.
  const both = object('one', { properties: { one: { type: 'string' }, three: { type: 'string' } } })
  const open = object('one', { additionalProperties: true })
  for (const first of [both, open]) {
    t.strictSame(find(of({ oneOf: [first, two] }), of({ oneOf: [first, two, three] })), [
      'breaking request-union-branch-added',
      'breaking response-union-branch-added',
    ])
  }
  t.strictSame(
    diffDocuments(of({ oneOf: [one, two] }), of({ oneOf: [one, two, three] }), { strict: true }).summary,
    {
      breaking: 2,
      risky: 0,
      safe: 0,
    },
  )
})

t.test('closed schemas in allOf declare their properties together', async (t) => {
  const closed = (properties: Json, required: readonly string[] = []): Json => ({
    type: 'object',
    properties,
    required,
    additionalProperties: false,
  })
  const pet = closed({ kind: { type: 'string' } }, ['kind'])
  const of = (own: Json): Json => api({ requestBody: json({ allOf: [pet, closed(own)] }), responses: {} })
  const [number, text] = [{ type: 'number' }, { type: 'string' }]
  t.strictSame(findBoth(of({ lives: number }), of({ lives: text })), [
    ['breaking request-type-changed'],
    ['breaking request-type-changed'],
  ])
  t.strictSame(findBoth(of({ lives: number }), of({ lives: number, name: text })), [
    ['safe request-property-added'],
    ['breaking request-property-removed'],
  ])
  // At its word, neither takes anything.
  t.strictSame(
    diffDocuments(of({ lives: number }), of({ lives: text }), { strict: true }).verdict,
    'identical',
  )
  // What holds beside it in another way is no part of it.
  const union = (own: Json): Json => api({ requestBody: json({ ...pet, oneOf: [closed(own)] }) })
  t.strictSame(find(union({ lives: number }), union({ lives: text })), [])
})

t.test('what a closed schema in allOf requires may be declared beside it', async (t) => {
  const text = { type: 'string' }
  const base = { type: 'object', properties: { name: text } }
  const closed = { type: 'object', additionalProperties: false, properties: { id: text }, required: ['name'] }
  const of = (schema: unknown): Json =>
    api({ requestBody: json(schema), responses: { 200: { description: 'D', ...json(schema) } } })
  const changed = { ...base, properties: { name: { type: 'integer' } } }
  t.strictSame(find(of({ allOf: [base, closed] }), of({ allOf: [changed, closed] })), [
    'breaking request-type-changed',
    'breaking response-type-changed',
  ])
  t.strictSame(
    find(of({ type: 'integer' }), of({ allOf: [base, closed] })),
    ['request', 'response'].map((direction) => `breaking ${direction}-type-changed`),
  )
})

t.test('what stands beside a union is sent with each of its alternatives', async (t) => {
  const [text, number] = [{ type: 'string' }, { type: 'number' }]
  const of = (...branches: readonly Json[]): Json =>
    api({ requestBody: json({ type: 'object', properties: { unit: text }, anyOf: branches }) })
  const branch = (name: string, own: Json = {}): Json => ({
    properties: { [name]: number, ...own },
    required: [name],
  })
  t.strictSame(
    findBoth(of(branch('a'), branch('b')), of(branch('a', { unit: { const: 'kg' } }), branch('b'))),
    [['breaking request-value-became-enum'], ['safe request-enum-removed']],
  )
  t.strictSame(findBoth(of(branch('a'), branch('b')), of(branch('a', { unit: text }), branch('b'))), [[], []])
  // Nothing else changes by it: a property of one alternative alone is new in it.
  t.strictSame(find(of(branch('a'), branch('b')), of(branch('a', { c: text }), branch('b'))), [
    'safe request-property-added',
  ])
})

t.test(
  'alternatives are apart only where what stands beside them does not bring them together',
  async (t) => {
    const number = { type: 'number' }
    const branch = (name: string, ...others: readonly string[]): Json => ({
      properties: { [name]: number },
      required: [name, ...others],
    })
    const of = (beside: Json, ...branches: readonly Json[]): Json => {
      const schema = { type: 'object', properties: { c: number, ...beside }, oneOf: branches }
      return api({ responses: { 200: { description: 'D', ...json(schema) } } })
    }
    const compare = (beside: Json): string[] =>
      find(of(beside, branch('a'), branch('b')), of(beside, branch('a', 'c'), branch('b')))
    t.strictSame(compare({}), ['safe response-property-became-required'])
    // With both and without `c`, an object fits none before, and the second one after.
    t.not(compare({ a: number, b: number })[0]?.split(' ')[0], 'safe')
  },
)

t.test('an optional property that an alternative without a name loses is missed', async (t) => {
  const text = { type: 'string' }
  const of = (...names: readonly string[]): Json => {
    const properties = Object.fromEntries(names.map((name) => [name, text]))
    const other = { type: 'object', properties: { c: text }, required: ['c'] }
    const schema = { anyOf: [{ type: 'object', properties }, other] }
    return api({ responses: { 200: { description: 'D', ...json(schema) } } })
  }
  t.strictSame(findBoth(of('a', 'b'), of('a')), [
    ['risky response-property-removed'],
    ['safe response-property-added'],
  ])
})

t.test('what a proof tells apart is declared by nobody', async (t) => {
  const of = (schema: Json): Json => api({ requestBody: json(schema) })
  const [needy, texts] = [{ required: ['b'] }, { properties: { c: { type: 'string' } } }]
  const union = { type: 'object', anyOf: [needy, texts] }
  // `{"c": 0}` was accepted.
  t.equal(diffDocuments(of({ type: 'object' }), of(union)).verdict, 'breaking')
})

t.test('constants grow as enums do', async (t) => {
  const of = (schema: Json): Json => api({ responses: { 200: { description: 'D', ...json(schema) } } })
  const oneOf = (...values: readonly string[]): Json => ({ anyOf: values.map((value) => ({ const: value })) })
  const grown = ['risky response-enum-value-added']
  t.strictSame(find(of(oneOf('a', 'b')), of(oneOf('a', 'b', 'c'))), grown)
  t.strictSame(find(of({ const: 'a' }), of({ enum: ['a', 'b'] })), grown)
  t.strictSame(find(of({ enum: ['a'] }), of({ enum: ['a', 'b'] })), grown)
  // Nothing is left of what was known.
  t.strictSame(find(of({ const: 'a' }), of({ const: 'b' })), [
    'breaking response-enum-value-added',
    'safe response-enum-value-removed',
  ])
})

t.test('what is one edit is told once', async (t) => {
  const of = (schema: Json): Json => api({ requestBody: json(schema) })
  const number = { type: 'number', format: 'double' }
  t.strictSame(findBoth(of(number), of({ type: 'integer', format: 'int64' })), [
    ['breaking request-type-changed'],
    ['safe request-type-changed', 'safe request-format-changed'],
  ])
  t.strictSame(find(of(number), of({ type: 'string', format: 'date' })), ['breaking request-type-changed'])
  // Here the type does no harm, and the format may.
  t.strictSame(find(of({ type: 'string' }), of({ type: ['string', 'integer'], format: 'date' })), [
    'breaking request-format-changed',
    'safe request-type-changed',
  ])
  const tagged = (tag: string): Json => ({
    type: 'object',
    required: ['tag'],
    properties: { tag: { const: tag } },
  })
  const union = { oneOf: [tagged('a'), tagged('b')] }
  const discriminator = { propertyName: 'tag' }
  t.strictSame(
    find(
      of({ ...union, discriminator }),
      of({ ...tagged('a'), discriminator: { propertyName: 'tag', mapping: {} } }),
    ),
    ['breaking request-union-branch-removed', 'safe request-discriminator-changed'],
  )
})

t.test('what a shared schema gains or loses is told once for all that take it over', async (t) => {
  const text = { type: 'string' }
  const of = (base: Json): Json => ({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: Object.fromEntries(
      ['Cat', 'Dog'].map((name) => [
        `/${name}`,
        { post: { requestBody: json({ $ref: `#/components/schemas/${name}` }), responses: {} } },
      ]),
    ),
    components: {
      schemas: {
        Pet: { type: 'object', ...base },
        ...Object.fromEntries(
          ['Cat', 'Dog'].map((name) => [
            name,
            { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { [name]: text } }] },
          ]),
        ),
      },
    },
  })
  const [plain, named] = [{ properties: { id: text } }, { properties: { id: text, name: text } }]
  const required = { ...named, required: ['name'] }
  const findAll = (base: Json, revision: Json): unknown[] =>
    diffDocuments(of(base), of(revision)).changes.map(({ severity, id, operations }) => [
      `${severity} ${id}`,
      operations.map(({ path }) => path).join(' '),
    ])
  for (const [base, revision, id] of [
    [plain, named, 'safe request-property-added'],
    [plain, required, 'breaking request-required-property-added'],
    [named, required, 'breaking request-property-became-required'],
    [required, named, 'safe request-property-became-optional'],
    [named, plain, 'risky request-property-removed'],
    [required, plain, 'risky request-required-property-removed'],
    [plain, { ...plain, additionalProperties: false }, 'breaking request-additional-properties-closed'],
    [{ ...plain, additionalProperties: false }, plain, 'safe request-additional-properties-opened'],
  ] as const) {
    t.strictSame(findAll(base, revision), [[id, '/Cat /Dog']])
  }
})
