import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { z } from 'zod'
import {
  changeErrorShape,
  defineChange,
  defineTimeline,
  moveEndpoint,
  renameField,
  type Change,
} from '../../lib/index.ts'
import { findInexpressible } from '../../lib/schema/find-inexpressible.ts'
import { deprecation, problems, versioning } from '../../plugins/index.ts'

const Item = z.object({ id: z.int(), title: z.string() }).meta({ id: 'Item' })
const titles = defineChange({ summary: 'Titles.', operations: [renameField('Item', 'name', 'title')] })
const shapes = defineChange({
  summary: 'Errors are problems.',
  operations: [
    changeErrorShape({
      old: z.object({ error: z.string() }),
      current: z.object({ title: z.string(), status: z.int(), detail: z.string().optional() }),
      downgrade: ({ title, detail }) => ({ error: detail ?? title }),
    }),
  ],
})

/** A server with two versions, closed when the test ends. */
async function start(
  test: { readonly teardown: (end: () => unknown) => void },
  ...changes: readonly Change[]
): Promise<FastifyInstance> {
  const app = Fastify()
  test.teardown(() => app.close())
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes },
      { name: '1', aliases: ['v1', 'beta'], deprecated: '2026-01-01' },
    ],
  })
  await app.register(versioning, { timeline })
  return app
}

const item = { id: 1, title: 'One' }
const old = { id: 1, name: 'One' }

t.test('hooks of the service see current bodies in every version', async (t) => {
  const app = await start(t, titles)
  app.addHook('preSerialization', async (_request, _reply, payload) => ({
    ...(payload as object),
    title: 'Masked',
  }))
  app.get(
    '/item',
    {
      schema: { response: { 200: Item } },
      preSerialization: async (_request, _reply, payload) => {
        const { title, ...rest } = payload as typeof item
        return { ...rest, title: title.toUpperCase() }
      },
    },
    () => item,
  )
  t.strictSame((await app.inject('/v2/item')).json(), { id: 1, title: 'MASKED' })
  t.strictSame((await app.inject('/v1/item')).json(), { id: 1, name: 'MASKED' })
})

t.test('objects that bring a toJSON are read through it', async (t) => {
  const app = await start(t, titles)
  class Row {
    readonly #value = item
    toJSON(): object {
      return this.#value
    }
  }
  app.get('/one', { schema: { response: { 200: Item } } }, () => new Row())
  app.get('/all', { schema: { response: { 200: z.array(Item) } } }, () => [new Row()])
  t.strictSame((await app.inject('/v1/one')).json(), old)
  t.strictSame((await app.inject('/v2/one')).json(), item)
  t.strictSame((await app.inject('/v1/all')).json(), [old])
})

t.test('what a service writes its answers with writes those of old versions, too', async (t) => {
  const app = await start(t, titles, shapes)
  const toXml = (value: unknown): string =>
    Object.entries(value as object)
      .map(([name, held]) => `<${name}>${String(held)}</${name}>`)
      .join('')
  app.get('/xml', { schema: { response: { 200: Item } } }, (_request, reply) =>
    reply.type('application/xml').serializer(toXml).send(item),
  )
  app.get('/error', (_request, reply) =>
    reply.code(400).type('application/xml').serializer(toXml).send({ title: 'No', status: 400 }),
  )
  app.get('/other', { schema: { response: { 200: Item } } }, (_request, reply) =>
    reply.type('application/xml').serializer(toXml).send(['another shape']),
  )
  await app.register(async (own) => {
    own.setReplySerializer((value, status) => `${String(status)} ${JSON.stringify(value)}`)
    own.get('/own', { schema: { response: { 200: Item } } }, () => item)
  })
  app.get('/late', { schema: { response: { 200: Item } } }, () => item)
  await app.register(async () => undefined)
  app.setReplySerializer(() => 'set after the route')
  for (const [url, type, body] of [
    ['/v2/xml', 'application/xml', '<id>1</id><title>One</title>'],
    ['/v1/xml', 'application/xml', '<id>1</id><name>One</name>'],
    ['/v1/error', 'application/xml', '<error>No</error>'],
    ['/v1/other', 'application/xml', '<0>another shape</0>'],
    ['/v2/own', 'application/json; charset=utf-8', '200 {"id":1,"title":"One"}'],
    ['/v1/own', 'application/json; charset=utf-8', '200 {"id":1,"name":"One"}'],
    ['/v2/late', 'application/json; charset=utf-8', '{"id":1,"title":"One"}'],
    ['/v1/late', 'application/json; charset=utf-8', '{"id":1,"name":"One"}'],
  ] as const) {
    const answer = await app.inject(url)
    t.strictSame([answer.headers['content-type'], answer.body], [type, body], url)
  }
})

t.test('an answer behind one that failed is written as if it had been the first', async (t) => {
  const app = await start(t, titles)
  app.get(
    '/item',
    {
      schema: { response: { 200: Item, 409: z.object({ conflict: Item }) } },
      onSend: (_request, reply, payload, done) => {
        if (reply.statusCode === 200) throw new Error('no')
        done(null, payload)
      },
      errorHandler: (_error, _request, reply) => reply.code(409).send({ conflict: item }),
    },
    () => item,
  )
  t.equal((await app.inject('/v2/item')).body, '{"conflict":{"id":1,"title":"One"}}')
  t.equal((await app.inject('/v1/item')).body, '{"conflict":{"id":1,"name":"One"}}')
})

t.test('an answer that cannot be written is an error of the version, without its inside', async (t) => {
  const app = await start(t, titles)
  await app.register(problems)
  app.get('/bad', { schema: { response: { 200: Item } } }, () => ({ title: 'no id' }))
  const failure = { type: 'about:blank', title: 'Internal Server Error', status: 500 }
  for (const url of ['/v2/bad', '/v1/bad']) {
    const answer = await app.inject(url)
    t.equal(answer.statusCode, 500, url)
    t.strictSame(answer.json(), failure, url)
  }
})

t.test('a transform that throws is an error of the version', async (t) => {
  const throwing = defineChange({
    summary: 'Titles.',
    operations: [
      {
        name: 'custom',
        loss: [],
        describe: () => [],
        fields: {
          subjects: ['Item'],
          oldSchema: (current) => current,
          upgrade: () => undefined,
          downgrade: (record) => {
            const title = record.take('title')
            const fail = (): never => {
              throw new Error('the inside of a transform')
            }
            record.put('title', { kind: 'call', apply: fail, args: [title] })
          },
        },
      },
    ],
  })
  const app = await start(t, throwing)
  await app.register(problems)
  app.get('/item', { schema: { response: { 200: Item } } }, () => item)
  const answer = await app.inject('/v1/item')
  t.equal(answer.statusCode, 500)
  t.notMatch(answer.body, 'inside')
  t.equal((await app.inject('/v2/item')).statusCode, 200)
})

t.test('an answer that is no error of the current shape passes as it is', async (t) => {
  const app = await start(t, shapes)
  await app.register(problems)
  app.get('/odd', (_request, reply) => reply.code(422).send({ my: 'thing' }))
  app.get('/gone', (_request, reply) => reply.code(410).send({ title: 'Gone', status: 410 }))
  for (const url of ['/v2/odd', '/v1/odd']) {
    const answer = await app.inject(url)
    t.equal(answer.statusCode, 422, url)
    t.strictSame(answer.json(), { my: 'thing' }, url)
  }
  t.strictSame((await app.inject('/v1/gone')).json(), { error: 'Gone' })
})

t.test('zod is asked for what JSON Schema cannot say', async (t) => {
  const app = await start(t, titles)
  const Pair = z.object({ a: z.string(), b: z.string() }).refine(({ a, b }) => a === b, { path: ['b'] })
  app.post('/pair', { schema: { body: Pair } }, (request) => request.body)
  app.post(
    '/trim',
    { schema: { body: z.object({ a: z.string().trim().toLowerCase() }) } },
    ({ body }) => body,
  )
  app.get(
    '/even',
    { schema: { querystring: z.object({ n: z.int().refine((n) => n % 2 === 0) }) } },
    ({ query }) => query,
  )
  const post = (url: string, body: object) => app.inject({ method: 'POST', url, body })
  t.strictSame((await post('/pair', { a: '1', b: '1' })).json(), { a: '1', b: '1' })
  const refused = await post('/v1/pair', { a: '1', b: '2' })
  t.strictSame(
    [refused.statusCode, refused.json<{ message: string }>().message],
    [400, 'body/b Invalid input'],
  )
  t.strictSame((await post('/trim', { a: ' ABC ' })).json(), { a: 'abc' })
  t.equal((await app.inject('/even?n=2')).json<{ n: number }>().n, 2)
  t.equal((await app.inject('/even?n=3')).statusCode, 400)
})

t.test('what JSON Schema can say, and what not, is told apart', async (t) => {
  interface Tree {
    readonly children: readonly Tree[]
  }
  const Tree: z.ZodType<Tree> = z.object({ children: z.lazy(() => z.array(Tree)) })
  const yes = [
    Item,
    Tree,
    z.strictObject({ a: z.email().min(3).optional(), b: z.number().multipleOf(2).nullable().default(2) }),
    z.union([z.literal('a'), z.tuple([z.int()])]),
    z.record(z.string(), z.enum(['a'])),
  ]
  const no = [
    z.string().refine(Boolean),
    z.object({ a: z.array(z.string().trim()) }),
    z.string().transform(Number),
    z.object({ a: z.lazy(() => z.string().superRefine(() => undefined)) }),
    z.codec(z.string(), z.int(), { decode: Number, encode: String }),
    z.record(z.string(), z.string().refine(Boolean)),
    z.union([z.int(), z.string().overwrite((text) => text)]),
  ]
  t.strictSame(yes.map(findInexpressible), [[], [], [], [], []])
  t.strictSame(no.map(findInexpressible), [
    ['refinement at /'],
    ['rewriting at /a/*'],
    ['transform at /'],
    ['refinement at /a'],
    ['codec at /'],
    ['refinement at /*'],
    ['rewriting at /'],
  ])
})

t.test('a tuple is checked, transformed and written by its places', async (t) => {
  const app = await start(t, titles)
  const Pair = z.tuple([Item, z.int()])
  app.post('/pair', { schema: { body: Pair, response: { 200: Pair } } }, (request) => request.body)
  const post = (url: string, body: unknown[]) => app.inject({ method: 'POST', url, body })
  t.strictSame((await post('/v2/pair', [item, 7])).json(), [item, 7])
  t.strictSame((await post('/v1/pair', [old, 7])).json(), [old, 7])
  t.equal((await post('/v1/pair', [old, 'x'])).statusCode, 400)
})

t.test('a schema that JSON cannot say stops the boot, and names its route', async (t) => {
  const app = await start(t)
  t.throws(() => app.post('/when', { schema: { body: z.object({ at: z.date() }) } }, () => ({})), {
    code: 'TDM_SCHEMA_INEXPRESSIBLE',
    message:
      'A schema of the route POST /when cannot be written as JSON Schema: /at is a date, which JSON does not have: use z.iso.datetime(), or z.codec(z.iso.datetime(), z.date(), …) where the handler is to get a Date.',
  })
})

t.test('two JSON Schemas of one name stop the boot', async (t) => {
  const app = await start(t, titles)
  const named = (properties: object) => ({ $id: 'Item', type: 'object', properties })
  app.get('/a', { schema: { response: { 200: named({ title: { type: 'string' } }) } } }, () => item)
  app.get(
    '/b',
    { schema: { response: { 200: named({ title: { type: 'string' }, secret: { type: 'string' } }) } } },
    () => item,
  )
  await t.rejects(async () => await app.ready(), {
    code: 'TDM_SCHEMA_TAKEN',
    message: 'Two different schemas are called "Item", in GET /a and in GET /b. Give one of them another id.',
  })
})

t.test('HEAD is the GET without its body, however routes are declared', async (t) => {
  const app = await start(
    t,
    titles,
    defineChange({ summary: 'Moved.', operations: [moveEndpoint('/old', '/item')] }),
  )
  app.get('/item', { schema: { response: { 200: Item } } }, () => item)
  app.route({ method: ['GET', 'HEAD'], url: '/both', handler: () => item })
  app.route({ method: 'HEAD', url: '/first', handler: (_request, reply) => reply.send() })
  app.get('/first', () => item)
  app.get('/alone', { exposeHeadRoute: false }, () => item)
  app.head('/alone', (_request, reply) => reply.send())
  const found = [
    '/item',
    '/v1/old',
    '/v2/item',
    '/old?api-version=1',
    '/both',
    '/v1/both',
    '/first',
    '/v2/first',
    '/alone',
    '/v1/alone',
  ]
  for (const url of found) t.equal((await app.inject({ method: 'HEAD', url })).statusCode, 200, url)
  for (const url of ['/old', '/v1/item', '/v2/old']) {
    t.equal((await app.inject({ method: 'HEAD', url })).statusCode, 404, url)
  }
})

t.test('links lead to addresses that exist, whatever the pattern of the path', async (t) => {
  const app = await start(t, titles)
  await app.register(deprecation)
  for (const path of ['/n/:id(^\\d+$)', '/files/*', '/opt/:id?', '/esc/a::b', '/', '/two/:a-:b']) {
    app.get(path, () => ({}))
  }
  const links = [
    ['/v1/n/7', '/v2/n/7'],
    ['/v1/files/a/b c.txt', '/v2/files/a/b%20c.txt'],
    ['/v1/opt/3', '/v2/opt/3'],
    ['/v1/opt', '/v2/opt'],
    ['/v1/esc/a:b', '/v2/esc/a:b'],
    ['/v1', '/v2'],
    ['/v1/two/x-y?q=1', '/v2/two/x-y?q=1'],
  ] as const
  for (const [url, target] of links) {
    const { headers, statusCode } = await app.inject(encodeURI(url))
    t.equal(statusCode, 200, url)
    t.match(headers.link, `<${target}>; rel="successor-version"`, url)
    t.equal((await app.inject(target)).statusCode, 200, target)
  }
})

t.test(
  'every alias is a version where no route is found, and a number is none in a scheme of dates',
  async (t) => {
    const app = await start(t, shapes)
    await app.register(problems)
    app.get('/users', () => [])
    for (const url of ['/beta/nowhere', '/v1/nowhere']) {
      const answer = await app.inject(url)
      t.equal(answer.headers['api-version'], '1', url)
      t.strictSame(Object.keys(answer.json()), ['error'], url)
    }
    const dated = Fastify()
    t.teardown(() => dated.close())
    const timeline = defineTimeline({ scheme: 'date', versions: [{ name: '2026-01-01', aliases: ['v1'] }] })
    await dated.register(versioning, { timeline })
    dated.get('/users', () => [])
    dated.get('/:tenant/users', { config: { versioning: false } }, ({ params }) => params)
    t.strictSame((await dated.inject('/42/users')).json(), { tenant: '42' })
    t.equal((await dated.inject('/v7/users')).statusCode, 404)
    t.equal((await dated.inject('/2020-01-01/users')).statusCode, 404)
  },
)

t.test('problems keeps what an error brings, whatever was thrown', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(problems)
  const thrown: Readonly<Record<string, unknown>> = {
    status: Object.assign(new Error('no'), { status: 403 }),
    text: Object.assign(new Error('no'), { statusCode: '404' }),
    headers: Object.assign(new Error('later'), { statusCode: 503, headers: { 'retry-after': '3' } }),
    null: null,
    string: 'thrown',
    odd: Object.assign(new Error('no'), { statusCode: 200 }),
    plain: { statusCode: 422, message: 'no', headers: { 'retry-after': '4' } },
    wordless: { status: 409 },
    bare: Object.create(null) as unknown,
    unlisted: Object.assign(new Error('no'), { statusCode: 400, validation: 'text' }),
  }
  app.get<{ Params: { what: string } }>('/:what', ({ params }) => {
    throw thrown[params.what]
  })
  const statuses = [
    ['status', 403],
    ['text', 404],
    ['headers', 503],
    ['null', 500],
    ['string', 500],
    ['odd', 500],
    ['plain', 422],
    ['wordless', 409],
    ['bare', 500],
    ['unlisted', 400],
  ] as const
  for (const [what, status] of statuses) {
    const answer = await app.inject(`/${what}`)
    t.equal(answer.statusCode, status, what)
    t.equal(answer.json<{ status: number }>().status, status, what)
  }
  t.equal((await app.inject('/headers')).headers['retry-after'], '3')
  const plain = await app.inject('/plain')
  t.equal(plain.headers['retry-after'], '4')
  t.strictSame(plain.json(), {
    type: 'about:blank',
    title: 'Unprocessable Entity',
    status: 422,
    detail: 'no',
  })
  t.strictSame((await app.inject('/wordless')).json(), {
    type: 'about:blank',
    title: 'Conflict',
    status: 409,
  })
  const strict = Fastify()
  t.teardown(() => strict.close())
  await t.rejects(async () => await strict.register(problems, { foo: 1 } as object), {
    message: 'The plugin problems cannot use its option "foo": there is no such option; it has none.',
  })
})

t.test('a validator that does not say where a fault is refuses the request all the same', async (t) => {
  const app = await start(t, titles)
  await app.register(problems)
  const found = [{ message: 'title is wrong' }, { path: ['title'] }, 'odd']
  app.post('/items', {
    schema: { body: { $id: 'Item', type: 'object', properties: { title: { type: 'string' } } } },
    validatorCompiler: () => () => ({ error: found as never }),
    handler: () => 'fine',
  })
  for (const [url, payload] of [
    ['/v2/items', { id: 1, title: 'wrong' }],
    ['/v1/items', { id: 1, name: 'wrong' }],
  ] as const) {
    const answer = await app.inject({ method: 'POST', url, payload })
    t.equal(answer.statusCode, 400, url)
    t.strictSame(
      answer.json<{ errors: object }>().errors,
      [
        { pointer: '#', detail: 'title is wrong' },
        { pointer: '#', detail: 'is not valid' },
        { pointer: '#', detail: 'is not valid' },
      ],
      url,
    )
  }
})

t.test('a change of addresses that no endpoint has is warned of', async (t) => {
  const lines: string[] = []
  const app = Fastify({ logger: { level: 'warn', stream: { write: (line: string) => lines.push(line) } } })
  t.teardown(() => app.close())
  const misspelt = defineChange({ summary: 'Moved.', operations: [moveEndpoint('/peopel', '/usres')] })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '2', changes: [misspelt] }, { name: '1' }],
  })
  await app.register(versioning, { timeline })
  app.get('/users', () => [])
  await app.ready()
  t.strictSame(
    lines.map((line) => (JSON.parse(line) as { msg: string }).msg),
    [
      'The change "Moved." of version 2 has the operation move-endpoint on /usres, which no endpoint has. Correct the name, or take the operation away.',
    ],
  )
})

t.test('what a service says of caching and links is kept', async (t) => {
  const app = await start(t, titles)
  await app.register(deprecation)
  app.get('/kept', (_request, reply) => reply.code(404).header('cache-control', 'max-age=5').send({}))
  app.get('/choices', (_request, reply) => reply.code(300).send({}))
  app.get('/gone', (_request, reply) => reply.code(410).send({}))
  app.get('/linked', (_request, reply) => reply.header('link', '</a>; rel="next"').send({}))
  t.equal((await app.inject('/kept')).headers['cache-control'], 'max-age=5')
  t.equal((await app.inject('/choices')).headers['cache-control'], 'no-store')
  t.equal((await app.inject('/gone')).headers['cache-control'], 'no-store')
  t.equal(
    (await app.inject('/v1/linked')).headers.link,
    '</a>; rel="next", </v2/linked>; rel="successor-version", </v2/linked>; rel="latest-version"',
  )
})

t.test('a status that only `default` declares is a success, and a missing body is refused', async (t) => {
  const app = await start(t, titles)
  app.post('/item', { schema: { body: Item, response: { default: Item } } }, () => item)
  app.post('/other', { schema: { body: Item, response: { 200: Item } } }, () => item)
  const answer = await app.inject({ method: 'POST', url: '/v1/item', body: old })
  t.strictSame(answer.json(), old)
  const missing = await app.inject({ method: 'POST', url: '/v1/other' })
  t.equal(missing.statusCode, 400)
  t.equal(missing.json<{ message: string }>().message, 'body must be object')
})

t.test('a body, a query or headers may have a default as a whole', async (t) => {
  const Filter = z.object({ name: z.string(), size: z.int().default(1) }).meta({ id: 'DefaultedFilter' })
  const plain = z.object({ name: z.string().default('y'), size: z.int().default(1) })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      {
        name: '2',
        changes: [defineChange({ summary: 'A change.', operations: [renameField(Filter, 'title', 'name')] })],
      },
      { name: '1', aliases: ['v1'] },
    ],
  })
  const defaults = { name: 'x', size: 2 }
  const wholes = [
    Filter.default(defaults),
    Filter.prefault(defaults),
    Filter.catch(defaults).default(defaults),
  ]
  for (const body of wholes) {
    const app = Fastify()
    t.teardown(() => app.close())
    await app.register(versioning, { timeline })
    const querystring = plain.default(defaults)
    const headers = z.object({ 'x-tag': z.string().default('none') }).prefault({})
    app.post('/filters', { schema: { body, querystring, headers } }, (request) => [
      request.body,
      request.query,
    ])
    const answer = await app.inject({ method: 'POST', url: '/v1/filters', body: { title: 'a' } })
    t.strictSame(answer.json(), [
      { name: 'a', size: 1 },
      { name: 'y', size: 1 },
    ])
    const current = await app.inject({ method: 'POST', url: '/filters?size=3', body: { name: 'a' } })
    t.strictSame(current.json(), [
      { name: 'a', size: 1 },
      { name: 'y', size: 3 },
    ])
  }
})
