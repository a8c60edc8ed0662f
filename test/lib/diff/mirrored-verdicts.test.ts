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
    t.same(findBoth(text, document), Array(2).fill(['breaking request-parameter-serialization-changed']))
  }
})

t.test('a changed default is breaking in strict mode, and where its tolerance is off', async (t) => {
  const of = (value: number): Json => api({ requestBody: json({ type: 'integer', default: value }) })
  t.same(find(of(1), of(2)), ['risky request-default-changed'])
  t.same(find(of(1), of(2), { strict: true }), ['breaking request-default-changed'])
  t.same(find(of(1), of(2), { tolerances: { 'default-change': false } }), [
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
    t.same(find(parameter(1, true), parameter(2, true), options), ['safe request-default-changed'])
    t.same(find(request(1, ['a/b']), request(2, ['a/b']), options), ['safe request-default-changed'])
    t.same(find(response(1, ['a/b']), response(2, ['a/b']), options), ['safe response-default-changed'])
  }
  t.same(find(request(1, ['b']), request(2, ['b'])), ['risky request-default-changed'])
  t.same(find(parameter(1, true), parameter(2, false)), [
    'risky request-default-changed',
    'safe request-parameter-became-optional',
  ])
})

t.test('an error status that goes is no change, whoever answers', async (t) => {
  const of = (...statuses: string[]): Json => ({ responses: Object.fromEntries(statuses.map((status) => [status, { description: 'D' }])) }) // prettier-ignore
  for (const place of [api, webhook])
    t.same(findBoth(place(of('200', '400')), place(of('200'))), [
      ['safe response-status-removed'],
      ['safe response-status-added'],
    ])
})

t.test('what a webhook always sends anew is as new as what it may send', async (t) => {
  const sends = (required: boolean): Json => ({
    parameters: [{ name: 'X-Signature', in: 'header', required, schema: { type: 'string' } }],
  })
  t.same(findBoth(webhook({}), webhook(sends(true))), [
    ['safe request-required-parameter-added'],
    ['breaking request-parameter-removed'],
  ])
  t.same(find(webhook({}), webhook(sends(false))), ['safe request-parameter-added'])
  const body = { required: true, ...json({ type: 'object' }) }
  t.same(findBoth(webhook({}), webhook({ requestBody: body })), [
    ['breaking request-required-body-added'],
    ['breaking request-body-removed'],
  ])
})

t.test('a header that an answer to a webhook has to have is missed', async (t) => {
  const of = (headers: Json): Json => ({ responses: { 200: { description: 'D', headers } } })
  const ack = (required: boolean): Json => of({ 'X-Ack': { required, schema: { type: 'string' } } })
  t.same(find(webhook(of({})), webhook(ack(true))), ['breaking response-header-added'])
  t.same(find(webhook(of({})), webhook(ack(false))), ['safe response-header-added'])
  t.same(
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
    t.same(findBoth(form(two), form(one), { strict }), [
      ['breaking request-property-removed'],
      ['safe request-property-added'],
    ])
  }
  const map = { additionalProperties: { type: 'string' } }
  const [named, unnamed] = [form({ ...one, b: { type: 'string' } }, map), form(one, map)]
  t.same(find(named, unnamed, { strict: true }), ['safe request-property-removed'], 'a map takes it as it did') // prettier-ignore
  t.same(find(named, unnamed), ['risky request-property-removed'], 'which nobody declares any more')
  t.same(findBoth(form(two, { required: ['b'] }), form(one)), [
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
  t.same(find(body(['a', 'b'], ['a']), body(['b'], [])), ['risky request-required-property-removed'])
  t.same(find(body(['a', 'b'], []), body(['b'], [])), ['risky request-property-removed'])
  t.same(find(body(['a', 'b'], ['a']), body(['b'], []), { strict: true }), [
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
  t.same(
    changes.map(({ id, pointer }) => [id, pointer.revision]),
    [
      ['request-body-became-required', at],
      ['request-property-became-required', `${at}/required`],
      ['request-enum-value-added', `${at}/enum/1`],
    ],
  )
  t.same(warnings, [], 'nothing is looked for where nothing is')
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
  t.same(find(of({ type: 'string' }), of({ type: 'string', enum: ['dog'] })), [
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
    t.same(findBoth(of({ [limit]: 9 }), of({})), [
      [`safe request-${name}-loosened`],
      [`breaking request-${name}-tightened`],
    ])
  }
})

t.test('a schema that takes nothing any more is told in words', async (t) => {
  const of = (rest: Json): Json =>
    api({ requestBody: json({ allOf: [{ type: 'object', required: ['a'], properties: { a: {} } }, { type: 'object', ...rest }] }) }) // prettier-ignore
  const { changes } = diffDocuments(of({}), of({ additionalProperties: false }), { witnesses: false })
  t.same(changes.map(({ message }) => message), ['The type of the request body changed from `object` to none at all.']) // prettier-ignore
})

t.test('in Swagger 2.0, an operation may have schemes of its own', async (t) => {
  const swagger = (schemes?: string[]): Json => ({
    swagger: '2.0',
    info: { title: 'T', version: '1' },
    host: 'api.example.com',
    schemes: ['https'],
    paths: { '/a': { get: { ...(schemes && { schemes }), responses: {} } } },
  })
  t.same(findBoth(swagger(), swagger(['https', 'wss'])), [
    ['safe request-server-added'],
    ['risky request-server-removed'],
  ])
  t.same(findBoth(swagger(), swagger(['https'])), [[], []], 'the same, said once more')
})
