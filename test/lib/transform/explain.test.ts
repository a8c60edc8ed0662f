import t from 'tap'
import {
  addField,
  defineChange,
  defineLoader,
  defineTimeline,
  formatExplanation,
  loadFrom,
  mergeFields,
  moveEndpoint,
  nestFields,
  queryOf,
  removeField,
  renameField,
  retypeField,
  wrapBody,
  responseOf,
  type Operation,
} from '../../../lib/index.ts'
import type { JsonSchema } from '../../../lib/schema/types.ts'
import type { FieldExplanation } from '../../../lib/transform/explain.ts'
import { planApi, type Endpoint, type EndpointExplanation } from '../../../lib/transform/plan-endpoint.ts'

type Fields = Readonly<Record<string, JsonSchema>>

const text = { type: 'string' }

function objectOf(name: string, properties: Fields): JsonSchema {
  return { $id: name, type: 'object', properties, required: Object.keys(properties) }
}

/** What happens to an endpoint between version 1 and the current one, whose change these operations are. */
function explain(endpoint: Endpoint, ...operations: readonly Operation[]): EndpointExplanation {
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      {
        name: '2',
        changes: operations.map((operation) =>
          defineChange({ summary: operation.name, operations: [operation] }),
        ),
      },
      { name: '1' },
    ],
  })
  const [oldest] = timeline.versions.slice(-1)
  if (oldest === undefined) throw new Error('there is no version')
  return planApi(timeline, [endpoint]).explain(endpoint, oldest)
}

/** The rows of the answer: where to, from where, what happens, and by which operations. */
function explainAnswer(schema: JsonSchema, ...operations: readonly Operation[]): readonly Row[] {
  const { parts } = explain({ method: 'GET', path: '/things', responses: { 200: schema } }, ...operations)
  return parts.flatMap(({ fields }) => fields.map(toRow))
}

type Row = readonly [string, string, string, string]

function toRow({ to, from, happens, by }: FieldExplanation): Row {
  return [to ?? '', from.join(' '), happens, by.map(({ operation }) => operation).join(' ')]
}

t.test('a field that is renamed, beside one that is kept', async (t) => {
  t.strictSame(
    explainAnswer(objectOf('A', { id: text, fullName: text }), renameField('A', 'name', 'fullName')),
    [
      ['/id', '/id', 'kept', ''],
      ['/name', '/fullName', 'renamed', 'rename-field'],
    ],
  )
})

t.test('a rename over several versions is one row, with all that has a part in it', async (t) => {
  t.strictSame(
    explainAnswer(objectOf('A', { c: text }), renameField('A', 'a', 'b'), renameField('A', 'b', 'c')),
    [['/a', '/c', 'renamed', 'rename-field rename-field']],
  )
})

t.test('fields that were nested, and fields that were merged', async (t) => {
  t.strictSame(
    explainAnswer(
      objectOf('A', {
        address: { type: 'object', properties: { city: text, zip: text }, required: ['city', 'zip'] },
      }),
      nestFields('A', ['city', 'zip'], 'address'),
    ),
    [
      ['/city', '/address/city', 'moved', 'nest-fields'],
      ['/zip', '/address/zip', 'moved', 'nest-fields'],
    ],
  )
  const merge = mergeFields('A', 'name', {
    old: { first: text, last: text },
    merge: ({ first, last }) => `${String(first)} ${String(last)}`,
    split: (name) => ({ first: String(name), last: '' }),
  })
  const schema = objectOf('A', { name: text })
  t.strictSame(explainAnswer(schema, merge), [
    ['/first', '/name', 'computed', 'merge-fields'],
    ['/last', '/name', 'computed', 'merge-fields'],
  ])
  const { parts } = explain({ method: 'POST', path: '/things', body: schema, responses: {} }, merge)
  t.strictSame(
    parts.flatMap(({ fields }) => fields.map(toRow)),
    [['/name', '/first /last', 'computed', 'merge-fields']],
  )
})

t.test('a field that comes out of an object of another schema, which has changed as well', async (t) => {
  const Address = {
    $id: 'Address',
    type: 'object',
    properties: { street: text, code: text },
    required: ['street'],
  }
  const schema = { $id: 'A', type: 'object', properties: { address: Address }, required: ['address'] }
  t.strictSame(
    explainAnswer(
      schema,
      nestFields('A', ['street', 'country'], 'address'),
      renameField('Address', 'country', 'code'),
    ),
    [
      ['/street', '/address/street', 'moved', 'nest-fields'],
      ['/country', '/address/code', 'moved', 'nest-fields rename-field'],
    ],
  )
})

t.test('fields that are added, dropped, computed and loaded', async (t) => {
  t.strictSame(
    explainAnswer(objectOf('A', { id: text, extra: text }), addField('A', 'extra', { upgrade: 'x' })),
    [
      ['/id', '/id', 'kept', ''],
      ['', '/extra', 'dropped', 'add-field'],
    ],
  )
  t.strictSame(
    explainAnswer(objectOf('A', { id: text }), removeField('A', 'kind', { old: text, downgrade: 'thing' })),
    [
      ['/id', '/id', 'kept', ''],
      ['/kind', '', 'added', 'remove-field'],
    ],
  )
  const retype = retypeField('A', 'id', { old: { type: 'integer' }, upgrade: String, downgrade: Number })
  t.strictSame(explainAnswer(objectOf('A', { id: text }), retype), [
    ['/id', '/id', 'computed', 'retype-field'],
  ])
  const loader = defineLoader<string, string>({ name: 'teams', load: () => Promise.resolve(new Map()) })
  const load = removeField('A', 'team', {
    old: text,
    downgrade: loadFrom(
      loader,
      (thing: { readonly id: string }) => thing.id,
      (team) => team ?? '',
    ),
  })
  t.strictSame(explainAnswer(objectOf('A', { id: text }), load), [
    ['/id', '/id', 'kept', ''],
    ['/team', '/id', 'loaded', 'remove-field'],
  ])
})

t.test('lists, tuples, maps and bodies that are wrapped', async (t) => {
  const schema = objectOf('A', { b: text })
  const rename = renameField('A', 'a', 'b')
  t.strictSame(explainAnswer({ type: 'array', items: schema }, rename), [
    ['/*/a', '/*/b', 'renamed', 'rename-field'],
  ])
  t.strictSame(explainAnswer({ type: 'array', prefixItems: [text, schema] }, rename), [
    ['/1/a', '/1/b', 'renamed', 'rename-field'],
  ])
  t.strictSame(explainAnswer({ type: 'object', additionalProperties: schema }, rename), [
    ['/*/a', '/*/b', 'renamed', 'rename-field'],
  ])
  const envelope = {
    type: 'object',
    properties: { data: { type: 'array', items: schema } },
    required: ['data'],
  }
  t.strictSame(explainAnswer(envelope, rename, wrapBody(responseOf('GET /things'), { into: 'data' })), [
    ['/', '/data', 'moved', 'wrap-body'],
    ['/*/a', '/data/*/b', 'renamed', 'rename-field'],
  ])
})

t.test('a schema that stands inside itself is told once', async (t) => {
  const tree = {
    $id: 'Tree',
    type: 'object',
    properties: { label: text, children: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
    required: ['label', 'children'],
  }
  t.strictSame(explainAnswer(tree, renameField('Tree', 'name', 'label')), [
    ['/name', '/label', 'renamed', 'rename-field'],
    ['/children', '/children', 'kept', ''],
    ['/children/*', '/children/*', 'repeated', ''],
  ])
})

t.test('the branches of a union that a change reaches', async (t) => {
  const branch = (name: string): JsonSchema => ({
    $id: name,
    type: 'object',
    properties: { kind: { const: name }, size: text },
    required: ['kind', 'size'],
  })
  t.strictSame(
    explainAnswer(
      { oneOf: [branch('Cat'), branch('Dog'), { type: 'null' }] },
      renameField('Dog', 'length', 'size'),
    ),
    [
      ['/kind', '/kind', 'kept', ''],
      ['/length', '/size', 'renamed', 'rename-field'],
    ],
  )
})

t.test('the explanation of an endpoint says where it is, and which way each part goes', async (t) => {
  const user = objectOf('User', { id: text, fullName: text })
  const endpoint: Endpoint = {
    method: 'POST',
    path: '/users/:id',
    query: { type: 'object', properties: { limit: text } },
    body: user,
    responses: { 200: user, 204: true },
  }
  const found = explain(
    endpoint,
    moveEndpoint('/people', '/users'),
    renameField(queryOf('POST /users/:id'), 'page_size', 'limit'),
    renameField('User', 'name', 'fullName'),
  )
  const by = (operation: string) => [{ change: operation, version: '2', operation }]
  t.strictSame(found, {
    version: '1',
    current: { method: 'POST', path: '/users/:id' },
    old: { method: 'POST', path: '/people/:id' },
    parts: [
      {
        part: 'request',
        status: undefined,
        direction: 'upgrade',
        fields: [
          { to: '/id', from: ['/id'], happens: 'kept', by: [] },
          { to: '/fullName', from: ['/name'], happens: 'renamed', by: by('rename-field') },
        ],
      },
      {
        part: 'query',
        status: undefined,
        direction: 'upgrade',
        fields: [{ to: '/limit', from: ['/page_size'], happens: 'renamed', by: by('rename-field') }],
      },
      { part: 'path', status: undefined, direction: 'upgrade', fields: [] },
      {
        part: 'response',
        status: '200',
        direction: 'downgrade',
        fields: [
          { to: '/id', from: ['/id'], happens: 'kept', by: [] },
          { to: '/name', from: ['/fullName'], happens: 'renamed', by: by('rename-field') },
        ],
      },
      { part: 'response', status: '204', direction: 'downgrade', fields: [] },
    ],
  })
  t.equal(
    formatExplanation(found),
    [
      'POST /users/:id in version 1: POST /people/:id',
      '',
      'request, from the old version to the current one',
      '  /fullName  ←  /name  renamed  "rename-field" (2, rename-field)',
      '',
      'query, from the old version to the current one',
      '  /limit  ←  /page_size  renamed  "rename-field" (2, rename-field)',
      '',
      'response 200, from the current version to the old one',
      '  /name  ←  /fullName  renamed  "rename-field" (2, rename-field)',
    ].join('\n'),
  )
})

t.test('the text has its columns under each other, and a line where nothing happens', async (t) => {
  const field = { from: ['/a', '/b'], by: [{ change: 'C.', version: '2', operation: 'o' }] } as const
  const found: EndpointExplanation = {
    version: '1',
    current: undefined,
    old: { method: 'GET', path: '/a' },
    parts: [
      {
        part: 'response',
        status: '200',
        direction: 'downgrade',
        fields: [
          { ...field, to: '/longer', happens: 'computed' },
          { ...field, to: undefined, from: ['/c'], happens: 'dropped' },
          { to: '/x', from: [], happens: 'added', by: [] },
        ],
      },
    ],
  }
  t.equal(
    formatExplanation(found),
    [
      'not there in version 1: GET /a',
      '',
      'response 200, from the current version to the old one',
      '  /longer  ←  /a + /b  computed  "C." (2, o)',
      '  –        ←  /c       dropped   "C." (2, o)',
      '  /x                   added',
    ].join('\n'),
  )
  t.equal(
    formatExplanation({ ...found, parts: [] }),
    'not there in version 1: GET /a\n\nIts messages pass as they are.',
  )
})
