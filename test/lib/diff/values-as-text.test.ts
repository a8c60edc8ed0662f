import t from 'tap'
import { diffDocuments } from '../../../lib/diff/index.ts'

type Json = Readonly<Record<string, unknown>>

const operation = (fields: Json): Json => ({
  openapi: '3.1.0',
  info: { title: 'Written values', version: '1' },
  paths: { '/a': { post: { responses: {}, ...fields } } },
})

function find(base: Json, revision: Json): string[] {
  return diffDocuments(base, revision).changes.map(
    ({ severity, id, location }) => `${severity} ${id} ${location}`,
  )
}

const integer = { type: 'integer' }
const text = { type: 'string' }
const list = (items: Json, more: Json = {}): Json => ({ type: 'array', items, ...more })

t.test('outside bodies, values of different types are what they are written as', async (t) => {
  const judge = (base: Json, revision: Json, more: Json = {}): unknown =>
    ['request', 'response'].map((direction) => {
      const at = (schema: Json): Json =>
        direction === 'request'
          ? operation({ parameters: [{ name: 'p', in: 'query', schema, ...more }] })
          : operation({ responses: { 200: { description: '', headers: { 'X-P': { schema } } } } })
      return diffDocuments(at(base), at(revision)).changes.map(
        ({ id, severity, witness }) => `${severity} ${id}${witness === undefined ? '' : ` ${JSON.stringify(witness.value)}`}`, // prettier-ignore
      )
    })
  const both = (base: Json, revision: Json): unknown => [judge(base, revision), judge(revision, base)]
  for (const [base, revision] of [
    [
      { type: 'integer', enum: [1, 2] },
      { type: 'string', enum: ['1', '2'] },
    ],
    [{ enum: [1, 'a'] }, { type: 'string', enum: ['a', '1'] }],
    [{ type: 'boolean' }, { type: 'string', enum: ['true', 'false'] }],
    [{ const: true }, { const: 'true' }],
    [list({ enum: [1] }), list({ enum: ['1'] })],
  ] as const) {
    t.same(both(base, revision), [[[], []], [[], []]], JSON.stringify(base)) // prettier-ignore
  }
  t.same(both({ type: 'integer', enum: [1, 2] }, { type: 'string', enum: ['1', '2', '3'] }), [
    [['safe request-enum-value-added'], ['risky response-enum-value-added']],
    [['breaking request-enum-value-removed "3"'], ['safe response-enum-value-removed']],
  ])
  t.same(both({ type: 'string', pattern: '^[0-9]+$' }, integer), [
    [['safe request-type-changed'], ['breaking response-type-changed "-0"']],
    [['breaking request-type-changed "-0"'], ['safe response-type-changed']],
  ])
  const withinBounds = both({ type: 'string', pattern: '^[0-9]+$' }, { type: 'integer', maximum: 9 })
  t.match(JSON.stringify(withinBounds), /breaking request-type-changed .*breaking request-type-changed /)
})

t.test('a default is compared though the type is another', async (t) => {
  const at = (schema: Json): Json => operation({ parameters: [{ name: 'p', in: 'query', schema }] })
  const place = '/parameters/query/p'
  for (const [base, revision] of [
    [integer, text],
    [{ ...text, pattern: '^[0-9]+$' }, integer],
  ] as const) {
    const [one, two] = [{ ...base, default: base.type === 'integer' ? 1 : '1' }, revision]
    const told = (value: unknown): string[] => find(at(one), at({ ...two, default: value }))
    t.same(told(revision.type === 'integer' ? 1 : '1'), [`safe request-type-changed ${place}`])
    t.same(told(revision.type === 'integer' ? 2 : '2'), [
      `risky request-default-changed ${place}`,
      `safe request-type-changed ${place}`,
    ])
  }
})

t.test('a value that becomes a list of one is written as before', async (t) => {
  const at = (schema: Json, more: Json = {}): Json =>
    operation({ parameters: [{ name: 'p', in: 'query', schema, ...more }] })
  const retyped = 'request-type-changed /parameters/query/p'
  const rewritten = 'request-parameter-serialization-changed /parameters/query/p'
  t.same(find(at(integer), at(list(integer))), [`safe ${retyped}`])
  t.same(find(at(list(integer)), at(integer)), [`breaking ${retyped}`])
  t.same(find(at(text), at(list(text))), [`safe ${retyped}`])
  t.same(find(at({ enum: [1, 2] }), at(list({ enum: ['1', '2'] }))), [`safe ${retyped}`])
  t.same(find(at(integer), at(list(integer, { minItems: 2 }))), [`breaking ${retyped}`])
  t.same(find(at(integer), at(list(integer), { explode: false })), [`safe ${retyped}`])
  // A text may hold a comma.
  t.same(find(at(text), at(list(text), { explode: false })).sort(), [
    `breaking ${rewritten}`,
    `breaking ${retyped}`,
  ])
  t.same(find(at(integer), at(list(integer), { style: 'deepObject' })).includes(`breaking ${retyped}`), true)
})

t.test('the fields of a form are texts, unless they have a media type of their own', async (t) => {
  const at = (schema: Json, type: string, contentType?: string): Json => {
    const encoding = contentType === undefined ? {} : { encoding: { p: { contentType } } }
    const content = { schema: { type: 'object', properties: { p: schema } }, ...encoding }
    return operation({ requestBody: { content: { [type]: content } } })
  }
  for (const [type, contentType, severity] of [
    ['multipart/form-data', undefined, 'safe'],
    ['multipart/form-data', 'text/plain; charset=utf-8', 'safe'],
    ['multipart/form-data', 'application/json', 'breaking'],
    ['application/x-www-form-urlencoded', undefined, 'safe'],
    ['application/json', undefined, 'breaking'],
  ] as const) {
    const [found = '', ...others] = find(at(integer, type, contentType), at(text, type, contentType))
    t.match(found, `${severity} request-type-changed`)
    t.same(others, [])
    t.match(
      find(at(text, type, contentType), at(integer, type, contentType))[0],
      'breaking request-type-changed',
    )
    const lists = find(at(list(integer), type, contentType), at(list(text), type, contentType))
    t.match(lists[0], `${severity} request-type-changed`)
  }
})
