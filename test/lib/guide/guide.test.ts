import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import swagger from '@fastify/swagger'
import formats from 'ajv-formats'
import { Ajv2020 } from 'ajv/dist/2020.js'
import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { z } from 'zod'
import { build } from '../../../examples/01-users/app.ts'
import { toExcerpt } from '../../../lib/guide/excerpt.ts'
import { buildGuide, toMarkdown, type Guide } from '../../../lib/guide/index.ts'
import { sampleValue } from '../../../lib/guide/sample-value.ts'
import {
  addEndpoint,
  addField,
  changeDefault,
  changeErrorShape,
  changeStatus,
  defineChange,
  defineLoader,
  defineTimeline,
  headersOf,
  loadFrom,
  onlyIn,
  pathOf,
  queryOf,
  removeEndpoint,
  removeField,
  renameField,
  retypeField,
  type Change,
} from '../../../lib/index.ts'
import { openapi, versioning } from '../../../plugins/index.ts'
import { runCovered, runNode } from '../../repo/run-node.ts'

const app = await build()
await app.ready()
t.teardown(() => app.close())
const guide = buildGuide(app.tidemark, { from: 'v1' })
const text = toMarkdown(guide)

t.test(
  'the guide has every change between the versions, oldest first, and what the diff says of each',
  async (t) => {
    t.strictSame(
      guide.entries.map(({ change, severity, version }) => [version.aliases[0], severity, change.summary]),
      [
        ['v2', 'breaking', 'A `status` is a word and no longer a number, and can be `suspended`.'],
        ['v2', 'breaking', '`street`, `city` and `country` stand in `address`.'],
        ['v2', 'breaking', '`createdAt` is an RFC 3339 time instead of Unix seconds in `created_at`.'],
        ['v2', 'breaking', 'People are called users: `/people` is `/users`.'],
        ['v2', 'breaking', 'Errors are problem details by RFC 9457.'],
        ['v3', 'breaking', 'A user has one `fullName` instead of `firstName` and `lastName`.'],
        ['v3', 'breaking', 'The list of users stands in `data`, beside `meta.total`.'],
      ],
    )
    const reached = (entry: Guide['entries'][number] | undefined) =>
      entry?.endpoints.map(({ after }) => `${after?.method} ${after?.path}`).sort()
    t.strictSame(reached(guide.entries[0]), ['GET /users', 'GET /users/:id', 'POST /users'])
    t.strictSame(reached(guide.entries[6]), ['GET /users'])
    t.strictSame(guide.unexplained, [])
  },
)

t.test('an entry shows what differs, as the transforms make it', async (t) => {
  const shown = guide.entries.map(({ excerpts }) => excerpts.map(({ before, after }) => [before, after]))
  const address = { street: '12 St James Square', city: 'London', country: 'GB' }
  t.strictSame(shown.slice(0, 6), [
    [[{ status: 1 }, { status: 'active' }]],
    [[address, { address }]],
    [[{ created_at: 1_756_719_000 }, { createdAt: '2025-09-01T09:30:00Z' }]],
    [],
    [
      [
        { error: 'There is no user 99.', code: 404 },
        { type: 'about:blank', title: 'Not Found', status: 404, detail: 'There is no user 99.' },
      ],
    ],
    [[{ firstName: 'Ada', lastName: 'Lovelace' }, { fullName: 'Ada Lovelace' }]],
  ])
})

t.test('every body of the guide is valid in the document of its version', async (t) => {
  const validate = (version: string, pointer: readonly string[], value: unknown) => {
    const ajv = new Ajv2020({ strict: false })
    formats.default(ajv)
    ajv.addSchema({ ...app.tidemark.document(version), $id: 'document' })
    const encoded = pointer.map((part) =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    )
    const check = ajv.compile({ $ref: `document#/${encoded.join('/')}` })
    t.ok(check(value), `${version} ${pointer.join(' ')} ${ajv.errorsText(check.errors)}`)
  }
  let bodies = 0
  for (const { before, after, examples } of guide.endpoints) {
    for (const example of examples) {
      for (const [version, address, value] of [
        ['v1', before, example.before],
        ['v3', after, example.after],
      ] as const) {
        const { method = '', path: pattern = '' } = address ?? {}
        const path = ['paths', pattern.replace(':id', '{id}'), method.toLowerCase()]
        const isProblem = example.of === 'error' && version === 'v3'
        const mediaType = isProblem ? 'application/problem+json' : 'application/json'
        const place = example.of === 'request' ? ['requestBody'] : ['responses', example.status]
        validate(version, [...path, ...place, 'content', mediaType, 'schema'], value)
        bodies += 1
      }
    }
  }
  t.equal(bodies, 14, 'two versions of: three successes, three errors, one request')
})

t.test('the Markdown is the same each time, and its links lead somewhere', async (t) => {
  t.equal(toMarkdown(buildGuide(app.tidemark, { from: '2025-09-01', to: 'v3' })), text)
  const targets = [...text.matchAll(/\]\(#([\w-]+)\)/g)].map(([, id = '']) => id)
  t.equal(targets.length > 0, true)
  for (const id of new Set(targets)) t.ok(text.includes(`<a id="${id}"></a>`), id)
  t.notMatch(text, /undefined|\[object/)
})

t.test('the Markdown says how to call both versions', async (t) => {
  t.match(text, '- curl "$API/v1/people/$id"\n+ curl "$API/v3/users/$id"')
  t.match(text, '- Use `fullName` instead of `firstName` and `lastName`.')
  t.match(text, '- `status` "suspended" reads as 0.')
  t.match(
    text,
    'Version 2025-09-01 (v1) is deprecated since 2026-03-01, and may stop answering on 2026-12-31.',
  )
})

t.test('a guide leads forward, between versions that exist', async (t) => {
  t.throws(() => buildGuide(app.tidemark, { from: 'v9' }), { code: 'TDM_VERSION_UNKNOWN' })
  t.throws(() => buildGuide(app.tidemark, { from: 'v2', to: 'v1' }), {
    code: 'TDM_GUIDE_DIRECTION',
    message:
      'A guide leads to a newer version, but 2026-03-01 is not older than 2025-09-01. Name an older one with --from, or a newer one with --to.',
  })
  t.equal(buildGuide(app.tidemark, { from: 'v1', to: 'v2' }).entries.length, 5)
})

t.test('what was released and no change explains is listed', async (t) => {
  const released = structuredClone(app.tidemark.document('v1')) as object as Released
  t.strictSame(buildGuide(app.tidemark, { from: 'v1', released }).unexplained, [])
  released.components.schemas.User.properties.nickname = { type: 'string' }
  released.components.schemas.User.required.push('nickname')
  const { unexplained } = buildGuide(app.tidemark, { from: 'v1', released })
  t.strictSame(
    unexplained.map(({ id, severity }) => [id, severity]),
    [['response-required-property-removed', 'breaking']],
  )
  t.match(toMarkdown(buildGuide(app.tidemark, { from: 'v1', released })), '## Unexplained')
})

interface Released {
  readonly components: {
    readonly schemas: { readonly User: { properties: Record<string, unknown>; required: string[] } }
  }
}

t.test('an example that is not valid stops the guide, and says where it is from', async (t) => {
  const Item = z
    .object({
      code: z
        .string()
        .min(3)
        .regex(/^[A-Z]$/),
    })
    .meta({ id: 'Item' })
  const change = defineChange({ summary: 'x', operations: [renameField(Item, 'sign', 'code')] })
  const patterned = await serve(t, Item, change)
  t.throws(() => buildGuide(patterned.tidemark, { from: '1' }), {
    code: 'TDM_GUIDE_EXAMPLE',
    message:
      'The example of the response 200 of GET /items in the current version is not valid: it/0/code must match pattern "^[A-Z]$". Give the schema a valid example (`examples`), or correct the change that made it invalid.',
  })
  const Count = z.object({ count: z.int() }).meta({ id: 'Count' })
  const broken = retypeField(Count, 'count', {
    old: z.string(),
    upgrade: Number,
    downgrade: (count) => count as never,
  })
  const lying = await serve(t, Count, defineChange({ summary: 'y', operations: [broken] }))
  t.throws(() => buildGuide(lying.tidemark, { from: '1' }), {
    code: 'TDM_GUIDE_EXAMPLE',
    message:
      /^The example of the response 200 of GET \/items in 1 is not valid: it\/0\/count must be string\./,
  })
})

t.test(
  'calls have the parameters that a change touches, and tables say what is new and what is gone',
  async (t) => {
    const server = Fastify()
    t.teardown(() => server.close())
    await server.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Items', version: '2' } } })
    const timeline = defineTimeline({
      scheme: 'integer',
      versions: [
        {
          name: 'unreleased',
          changes: [defineChange({ summary: 'Later.', operations: [removeEndpoint('GET /items')] })],
        },
        {
          name: '2',
          aliases: ['v2'],
          changes: [
            defineChange({
              summary: '`page_size` is `limit`.',
              operations: [renameField(queryOf('GET /items'), 'page_size', 'limit')],
            }),
            defineChange({
              summary: 'An id is a text.',
              operations: [
                retypeField(pathOf('PUT /items/:id'), 'id', {
                  old: z.int(),
                  upgrade: (id) => `item ${id}`,
                  downgrade: (id) => Number(String(id).slice(5)),
                }),
                renameField(headersOf('PUT /items/:id'), 'x-by', 'x-author'),
              ],
            }),
            defineChange({ summary: 'Items can be made.', operations: [addEndpoint('POST /items')] }),
            defineChange({
              summary: 'The list of all is gone.',
              operations: [removeEndpoint('GET /all', { instead: 'GET /items' })],
            }),
            defineChange({
              summary: 'A PUT answers 201.',
              operations: [changeStatus('PUT /items/:id', { old: 200, current: 201 })],
            }),
          ],
        },
        { name: '1', aliases: ['v1'] },
      ],
    })
    await server.register(versioning, { timeline })
    await server.register(openapi)
    const limits = z.object({ limit: z.int(), tags: z.array(z.enum(['a b', 'c'])) })
    const ids = z.object({ id: z.string().meta({ examples: ['item 7'] }) })
    const author = z.object({ 'x-author': z.string().meta({ examples: ["O'Hara"] }) })
    server.get('/items', { schema: { querystring: limits } }, () => [])
    server.put(
      '/items/:id',
      { schema: { params: ids, headers: author, response: { 201: z.object({ ok: z.boolean() }) } } },
      () => [],
    )
    server.post(
      '/items',
      { schema: { querystring: z.object({ notify: z.boolean() }), body: z.object({ name: z.string() }) } },
      () => [],
    )
    server.get('/all', () => [])
    await server.ready()
    const built = buildGuide(server.tidemark, { from: 'v1' })
    const shown = toMarkdown(built)
    t.equal(built.to.version.name, '2', 'a version that is not released is no place to go to')
    t.strictSame(
      built.entries.map(({ severity, endpoints }) => [
        severity,
        ...endpoints.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`),
      ]),
      [
        ['breaking', 'GET /items'],
        ['breaking', 'PUT /items/:id'],
        ['safe', 'POST /items'],
        ['breaking', 'GET /all'],
        ['breaking', 'PUT /items/:id'],
      ],
    )
    t.strictSame(
      built.entries.map(({ excerpts }) =>
        excerpts.map(({ before, after, example }) => [example.of, before, after]),
      ),
      [
        [['query', { page_size: 1 }, { limit: 1 }]],
        [
          ['path', { id: 7 }, { id: 'item 7' }],
          ['headers', { 'x-by': "O'Hara" }, { 'x-author': "O'Hara" }],
        ],
        [],
        [],
        [],
      ],
    )
    const diffs = [...shown.matchAll(/^### (.*?)\n+(?:(It is \w+\.)\n+)?```diff\n(.*?)\n```/gms)].map(
      ([, ...groups]) => groups,
    )
    t.strictSame(diffs, [
      [
        'GET /items',
        undefined,
        '- curl "$API/v1/items?page_size=1&tags=a+b"\n+ curl "$API/v2/items?limit=1&tags=a+b"',
      ],
      [
        'PUT /items/:id',
        undefined,
        `- curl --request PUT "$API/v1/items/7" --header 'x-by: O'\\''Hara'\n+ curl --request PUT "$API/v2/items/item%207" --header 'x-author: O'\\''Hara'`,
      ],
      [
        'POST /items',
        'It is new.',
        `+ curl --request POST "$API/v2/items?notify=true" --header 'content-type: application/json' --data '{"name":"text"}'`,
      ],
      ['GET /all', 'It is gone.', '- curl "$API/v1/all"'],
    ])
    for (const line of [
      '| – (new) | `POST /v2/items` |',
      '| `GET /v1/all` | – (gone) |',
      '| `PUT /items/:id` | `200` | `201` | another status | [5](#change-5) |',
      '- Call `GET /items` instead of `GET /all`, which is no longer there.',
      '- Expect `201` from `PUT /items/:id` instead of `200`.',
      'In 2 (v2); it reaches no client of 1 (v1).',
      'In 2 (v2); breaking for clients that call `GET /v1/all`.',
      'Response 200, now 201:',
    ]) {
      t.ok(shown.split('\n').includes(line), line)
    }
    t.notMatch(shown, /undefined|\[object/)
  },
)

t.test('what only a loader could bring has no example', async (t) => {
  const loader = defineLoader<number, string>({ name: 'names', load: () => Promise.resolve(new Map()) })
  const Item = z.object({ id: z.int() }).meta({ id: 'GuideLoaded' })
  const gone = removeField(Item, 'name', {
    old: z.string(),
    downgrade: loadFrom(
      loader,
      ({ id }: { readonly id: number }) => id,
      (name) => name ?? '',
    ),
  })
  const server = await serve(t, Item, defineChange({ summary: 'No names.', operations: [gone] }))
  const built = buildGuide(server.tidemark, { from: '1' })
  const { endpoints, entries } = built
  t.strictSame(
    endpoints.map(({ examples, waits }) => [examples, waits]),
    [[[], true]],
  )
  t.match(toMarkdown(built), '\n\nWhat holds data that the service has to look up is not shown.\n')
  t.strictSame(
    entries.map(({ excerpts, severity }) => [excerpts.length, severity]),
    [[0, 'breaking']],
  )
})

t.test('a loss is told once, and only of messages that there are', async (t) => {
  const Query = z.object({ limit: z.int().default(20) })
  const Item = z.object({ id: z.int(), colour: z.string() }).meta({ id: 'GuideLost' })
  const change = defineChange({
    summary: 'Pages are small, and items have colours.',
    operations: [
      changeDefault(queryOf('GET /', Query), 'limit', { old: 50, current: 20 }),
      changeDefault(queryOf('GET /all', Query), 'limit', { old: 50, current: 20 }),
      addField(Item, 'colour', { upgrade: 'blue' }),
      onlyIn('request', addField(Item, 'id', { upgrade: 1 })),
      removeField(Item, 'size', { old: z.int(), downgrade: () => 1 }),
    ],
  })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '2', changes: [change] }, { name: '1' }],
  })
  const server = Fastify()
  t.teardown(() => server.close())
  await server.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'A', version: '1' } } })
  await server.register(versioning, { timeline })
  await server.register(openapi)
  for (const path of ['/', '/all'])
    server.get(path, { schema: { querystring: Query, response: { 200: z.array(Item) } } }, () => [])
  // A handler of its own for old versions is of a plan of its own.
  server.get('/old', { config: { versions: '<2' } }, () => [])
  await server.ready()
  const [entry] = buildGuide(server.tidemark, { from: '1' }).entries
  t.strictSame(
    entry?.loss.map(({ direction, what }) => [direction, what]),
    [
      ['upgrade', 'Whether `limit` was left out'],
      ['downgrade', '`colour`'],
    ],
  )
})

t.test('another shape of errors breaks who reads them, also where no route declares errors', async (t) => {
  const Item = z.object({ id: z.int() }).meta({ id: 'GuideItem' })
  const Current = z.object({ title: z.string(), detail: z.string().optional() })
  const tell = async (old: z.ZodType) => {
    const shape = changeErrorShape({ old, current: Current, downgrade: (error) => error })
    const server = await serve(t, Item, defineChange({ summary: 'Errors.', operations: [shape] }))
    const built = buildGuide(server.tidemark, { from: '1' })
    return [built.entries[0]?.severity, toMarkdown(built)] as const
  }
  const [severity, shown] = await tell(z.object({ error: z.string() }))
  t.equal(severity, 'breaking')
  t.match(shown, '1 asks clients to change something.')
  t.match(shown, '| [1](#change-1) | Errors. | 2 | breaking | the errors of every endpoint |')
  t.match(shown, 'In 2; breaking for clients that read errors, of whatever endpoint.')
  t.equal((await tell(z.object({ title: z.string() })))[0], 'safe', 'what was always there still is')
})

async function serve(
  test: { readonly teardown: (end: () => unknown) => void },
  schema: z.ZodType,
  change: Change,
): Promise<FastifyInstance> {
  const server = Fastify()
  test.teardown(() => server.close())
  await server.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Items', version: '2' } } })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '2', changes: [change] }, { name: '1' }],
  })
  await server.register(versioning, { timeline })
  await server.register(openapi)
  server.get('/items', { schema: { response: { 200: z.array(schema) } } }, () => [])
  await server.ready()
  return server
}

t.test('samples come from what the author gives, and else from the parts', async (t) => {
  const definitions = {
    Letter: { $ref: '#/$defs/Named' },
    Named: { enum: ['x', 'y'] },
    Tree: { type: 'object', properties: { children: { type: 'array', items: { $ref: '#/$defs/Tree' } } } },
    Term: {
      type: 'object',
      properties: { of: { anyOf: [{ $ref: '#/$defs/Term' }, { const: 'x' }] } },
      required: ['of'],
    },
    Pair: {
      allOf: [{ type: 'object', properties: { other: { $ref: '#/$defs/Pair' } }, required: ['other'] }],
    },
  }
  for (const [schema, expected] of [
    [{ examples: ['given', 'other'] }, 'given'],
    [{ const: 3 }, 3],
    [{ default: false }, false],
    [{ enum: ['a', 'b'] }, 'a'],
    [{ type: 'string', format: 'date-time' }, '2026-01-01T12:00:00Z'],
    [{ type: ['null', 'integer'], minimum: 7 }, 7],
    [{ type: 'array', prefixItems: [{ const: 1 }], items: { const: 2 } }, [1, 2]],
    [{ oneOf: [{ const: 'first' }, { const: 'second' }] }, 'first'],
    [
      { allOf: [{ properties: { a: { const: 1 } } }], properties: { b: { const: 2 } } },
      { a: 1, b: 2 },
    ],
    [{ allOf: [{ type: 'string' }], description: 'A text.' }, 'text'],
    [{ allOf: [{ type: 'string' }, { enum: ['a', 'b'] }] }, 'a'],
    [{ allOf: [{ properties: { a: { const: 1 } } }, { required: ['a'] }] }, { a: 1 }],
    [{ allOf: [{ type: 'string' }, { $ref: '#/$defs/Letter' }], $defs: definitions }, 'x'],
    [{ $ref: '#/$defs/Tree', $defs: definitions }, { children: [] }],
    [{ $ref: '#/$defs/Term', $defs: definitions }, { of: 'x' }],
    [{ $ref: '#/$defs/Pair', $defs: definitions }, null],
    [{ type: ['array', 'null'], items: { $ref: '#/$defs/Pair' }, minItems: 1, $defs: definitions }, null],
    [{ type: 'object', properties: { a: false, b: true, c: { not: {} } } }, { b: null }],
    [{ $ref: '#/$defs/Tree', examples: ['given'], $defs: definitions }, 'given'],
    [
      { $ref: '#/$defs/Term', required: ['by'], $defs: definitions },
      { of: 'x', by: null },
    ],
    [
      { properties: { a: { const: 1 } }, anyOf: [{ required: ['b'] }, {}] },
      { a: 1, b: null },
    ],
    [{ properties: { a: { const: 1 } }, oneOf: [{ required: ['a'] }] }, { a: 1 }],
    [{ type: 'string', oneOf: [{ const: 'first' }] }, 'first'],
    [{ type: 'object', required: ['a'], additionalProperties: { const: 1 } }, { a: 1 }],
    [{ type: 'object', required: ['a'], additionalProperties: false }, null],
    [{ type: 'array', minItems: 1 }, [null]],
    [{ type: 'array', items: { const: 1 }, minItems: 2 }, [1, 1]],
    [{ type: 'array', items: { const: 1 }, maxItems: 0 }, []],
    [{ type: 'string', maxLength: 2 }, 'te'],
    [{ type: 'string', pattern: '^[a-z]+$' }, 'text'],
    [{ type: 'string', pattern: '^[A-Z]{2}$' }, 'AA'],
    [{ type: 'string', pattern: '^[A-Z]*$', minLength: 3, maxLength: 3 }, 'AAA'],
    [{ type: 'string', pattern: '^(?=.*x)[a-z]{3}$' }, 'aax'],
    [{ type: 'string', allOf: [{ pattern: '^[A-Z]' }, { pattern: '[0-9]$' }] }, 'A0'],
    [{ type: 'string', format: 'email', pattern: '^[^@]+@x\\.example$' }, 'a@x.example'],
    [{ type: 'string', minLength: 6 }, 'textte'],
    [{ type: 'string', minLength: 1e9 }, 'text'.repeat(250)],
    [{ type: 'array', items: { const: 1 }, minItems: 1e9 }, Array.from({ length: 100 }, () => 1)],
    [{ type: 'integer', maximum: -5 }, -5],
    [{ type: 'integer', exclusiveMinimum: 4, multipleOf: 5 }, 5],
    [{ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }, 0.5],
    [true, null],
  ] as const) {
    t.strictSame(sampleValue(schema), expected, JSON.stringify(schema))
  }
})

t.test(
  'a guide has examples of what holds itself, and of what refers to each other without end',
  async (t) => {
    const Comment = z
      .object({
        text: z.string().max(3),
        get replies() {
          return z.array(Comment).min(1).optional()
        },
        get first() {
          return Comment.nullable()
        },
      })
      .meta({ id: 'GuideComment' })
    const rename = renameField(Comment, 'answers', 'replies')
    const server = await serve(t, Comment, defineChange({ summary: 'Replies.', operations: [rename] }))
    const { entries } = buildGuide(server.tidemark, { from: '1' })
    t.strictSame(
      entries.flatMap(({ endpoints }) =>
        endpoints.flatMap(({ examples }) => examples.map(({ after }) => after)),
      ),
      [[{ text: 'tex', first: null }]],
    )
    const names = Array.from({ length: 20 }, (_, index) => `GuideWeb${String(index)}`)
    const properties = Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }]))
    const $defs = Object.fromEntries(names.map((name) => [name, { type: 'object', properties }]))
    const [first = ''] = names
    t.ok(JSON.stringify(sampleValue({ $ref: `#/$defs/${first}`, $defs })).length < 1_000_000)
  },
)

t.test('an excerpt leaves out what is equal', async (t) => {
  t.strictSame(toExcerpt({ a: 1, b: { c: 1, d: 2 } }, { a: 1, b: { c: 1, d: 3 } }), {
    before: { b: { d: 2 } },
    after: { b: { d: 3 } },
  })
  t.strictSame(toExcerpt([{ a: 1, b: 1 }], [{ a: 1, c: 1 }]), { before: [{ b: 1 }], after: [{ c: 1 }] })
  t.strictSame(toExcerpt([1], { data: [1] }), { before: [1], after: { data: [1] } })
})

t.test('the command writes the guide, checks what was released, and says what is wrong', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-guide-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const run = (...args: readonly string[]) => runNode(['dist/lib/cli/main.js', 'guide', ...args])
  const module = 'dist/examples/01-users/app.js'

  const printed = runCovered(['dist/lib/cli/main.js', 'guide', module, '--from', 'v1'])
  t.strictSame([printed.status, printed.stderr], [0, ''])
  t.equal(printed.stdout, text)
  const file = join(folder, 'guide.md')
  t.strictSame([run(module, '--from', 'v1', '--out', file).stdout, readFileSync(file, 'utf8')], ['', text])

  const released = join(folder, 'v1.json')
  writeFileSync(released, JSON.stringify(app.tidemark.document('v1')))
  t.equal(run(module, '--from', 'v1', '--released', released, '--check').status, 0)
  const { info, ...rest } = app.tidemark.document('v1')
  const users = { '/forgotten': { get: { responses: { 200: { description: 'a' } } } } }
  writeFileSync(released, JSON.stringify({ info, ...rest, paths: { ...Object(rest.paths), ...users } }))
  const checked = run(module, '--from', 'v1', '--released', released, '--check', '--out', file)
  t.equal(checked.status, 1)
  t.equal(
    checked.stderr,
    'api-diff: no change explains: breaking operation-removed, GET /forgotten: The operation was removed.\n',
  )

  t.match(run(module, '--from', 'v1', '--released', released, '--max-size', '0.0001'), {
    status: 3,
    stderr: 'larger than 0.0001 MB',
  })

  const empty = join(folder, 'empty.mjs')
  writeFileSync(empty, 'export const other = 1')
  const throwing = join(folder, 'throwing.mjs')
  writeFileSync(throwing, 'export const build = () => ({})')
  const written = join(folder, 'app.typed')
  writeFileSync(written, '')
  const [ending, failing, waiting] = ['process.exit(0)', 'process.exit(1)', 'new Promise(() => {})'].map(
    (does, index) => {
      const file = join(folder, `does-${String(index)}.mjs`)
      writeFileSync(file, `export const build = () => ${does}`)
      return file
    },
  )
  for (const [args, status, message] of [
    [[], 2, 'One app module is needed'],
    [[module], 2, '--from is needed: the version that the reader uses'],
    [[module, '--from', 'v1', '--check'], 2, '--check compares with --released, which is missing'],
    [
      [module, '--from', 'v9'],
      2,
      'The timeline has no version "v9". It has: 2026-11-01, 2026-03-01, 2025-09-01.',
    ],
    [[module, '--from', 'v1', '--out', join(folder, 'none', 'x.md')], 2, 'cannot be written'],
    [[join(folder, 'none.js'), '--from', 'v1'], 3, 'there is no such file'],
    [[empty, '--from', 'v1'], 3, 'it exports no function build'],
    [[throwing, '--from', 'v1'], 3, 'its build() gives something else'],
    [[written, '--from', 'v1'], 3, 'Node runs no file with such an ending'],
    [[folder, '--from', 'v1'], 3, 'it is a folder; name the file in it'],
    [[module, '--from', ''], 2, '--from is empty'],
    [[module, '--from', 'v1', '--released', ''], 2, '--released is empty'],
    [[module, '--from', 'v1', '--timeout', 'x'], 2, '--timeout is "x"; write a number of seconds'],
    [[ending ?? '', '--from', 'v1'], 3, 'The process was ended before the command was done'],
    [[failing ?? '', '--from', 'v1'], 3, 'The process was ended before the command was done'],
    [[waiting ?? '', '--from', 'v1'], 3, 'or waits for what never comes'],
  ] as const) {
    const result = run(...args)
    t.equal(result.status, status, args.join(' '))
    t.match(result.stderr, message)
    t.equal(result.stderr.split('\n').length, 2, 'one line')
  }
})

t.test('the demo runs to its end, and all that it checks holds', async (t) => {
  const demo = runCovered(['dist/examples/demo/main.js'])
  t.equal(demo.status, 0, demo.stderr)
  t.match(demo.stdout, /^\d+ checks hold, 0 do not\.$/m)
})
