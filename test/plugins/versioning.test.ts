import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import { Readable } from 'node:stream'
import t from 'tap'
import { z } from 'zod'
import {
  changeErrorShape,
  defineChange,
  defineTimeline,
  fromHeader,
  fromPath,
  fromQuery,
  moveEndpoint,
  renameField,
  responseOf,
  wrapBody,
  type Change,
  type Timeline,
} from '../../lib/index.ts'
import { buildGuide, toMarkdown } from '../../lib/guide/index.ts'
import { deprecation, openapi, problems, versioning } from '../../plugins/index.ts'

const Item = z.object({ id: z.int(), title: z.string() }).meta({ id: 'Item' })

const titles = defineChange({
  summary: '`name` is `title`.',
  operations: [renameField('Item', 'name', 'title')],
})
const moved = defineChange({
  summary: '`/things` is `/items`.',
  operations: [moveEndpoint('/things', '/items')],
})

function twoVersions(...changes: readonly Change[]): Timeline {
  return defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes },
      { name: '1', aliases: ['v1'], deprecated: '2026-01-01', sunset: '2026-07-01' },
    ],
  })
}

/** A server with versioning on it, closed when the test ends. */
async function start(test: Test, timeline: Timeline, options: object = {}): Promise<FastifyInstance> {
  const app = Fastify()
  test.teardown(() => app.close())
  await app.register(versioning, { timeline, ...options })
  return app
}

interface Test {
  readonly teardown: (end: () => unknown) => void
}

const item = { id: 1, title: 'One' }

t.test(
  'routes in nested plugins with prefixes answer in every version, with their own hooks and decorators',
  async (t) => {
    const app = await start(t, twoVersions(titles))
    await app.register(
      (admin, _options, done) => {
        admin.decorateReply('whose', 'admin')
        admin.addHook('onRequest', (_request, reply, next) => {
          reply.header('x-scope', 'admin')
          next()
        })
        admin.get('/items', { schema: { response: { 200: z.array(Item) } } }, (_request, reply) => {
          reply.header('x-whose', (reply as unknown as { whose: string }).whose)
          return [item]
        })
        done()
      },
      { prefix: '/admin' },
    )
    for (const [url, body] of [
      ['/admin/items', [item]],
      ['/v2/admin/items', [item]],
      ['/v1/admin/items', [{ id: 1, name: 'One' }]],
    ] as const) {
      const answer = await app.inject(url)
      t.strictSame(answer.json(), body, url)
      t.strictSame([answer.headers['x-scope'], answer.headers['x-whose']], ['admin', 'admin'], url)
    }
    t.equal((await app.inject('/admin/v1/items')).statusCode, 404)
  },
)

t.test('the segment stands behind the prefix of the instance that versioning is registered on', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(
    async (api) => {
      await api.register(versioning, { timeline: twoVersions(titles, moved) })
      api.get('/items', { schema: { response: { 200: z.array(Item) } } }, () => [item])
    },
    { prefix: '/api' },
  )
  app.get('/plain', () => ({ plain: true }))
  t.strictSame((await app.inject('/api/v1/things')).json(), [{ id: 1, name: 'One' }])
  t.strictSame((await app.inject('/api/v2/items')).json(), [item])
  const header = { 'api-version': '1' }
  t.strictSame((await app.inject({ url: '/api/things', headers: header })).json(), [{ id: 1, name: 'One' }])
  const plain = await app.inject({ url: '/plain', headers: { 'api-version': 'nonsense' } })
  t.equal(plain.statusCode, 200)
  t.equal(plain.headers['api-version'], undefined)
})

t.test('routes in JSON Schema with shared schemas are transformed as those in zod are', async (t) => {
  const app = await start(t, twoVersions(titles))
  app.addSchema({
    $id: 'Item',
    type: 'object',
    required: ['id', 'title'],
    properties: { id: { type: 'integer' }, title: { type: 'string' } },
  })
  app.post<{ Body: typeof item }>(
    '/items',
    { schema: { body: { $ref: 'Item#' }, response: { 200: { type: 'array', items: { $ref: 'Item#' } } } } },
    (request) => [request.body],
  )
  const old = { id: 1, name: 'One' }
  t.strictSame((await app.inject({ method: 'POST', url: '/v1/items', body: old })).json(), [old])
  t.strictSame((await app.inject({ method: 'POST', url: '/v2/items', body: item })).json(), [item])
  const refused = await app.inject({ method: 'POST', url: '/v1/items', body: item })
  t.equal(refused.statusCode, 400)
  t.equal(refused.json<{ message: string }>().message, "body must have required property 'name'")
})

t.test('the fallback answers where a request names no version', async (t) => {
  for (const [fallback, expected] of [
    [undefined, '2'],
    ['current', '2'],
    ['oldest', '1'],
    ['v1', '1'],
  ] as const) {
    const app = await start(t, twoVersions(titles), fallback === undefined ? {} : { fallback })
    app.get('/items', { schema: { response: { 200: z.array(Item) } } }, () => [item])
    t.equal((await app.inject('/items')).headers['api-version'], expected, String(fallback))
  }
})

t.test('sources have names of the author’s choice', async (t) => {
  const sources = [fromQuery('v'), fromHeader('X-Version')]
  const app = await start(t, twoVersions(titles), { sources, responseHeader: 'X-Served' })
  app.get('/items', { schema: { response: { 200: z.array(Item) } } }, () => [item])
  const old = [{ id: 1, name: 'One' }]
  t.strictSame((await app.inject('/items?v=1')).json(), old)
  const byHeader = await app.inject({ url: '/items', headers: { 'x-version': 'v1' } })
  t.strictSame(byHeader.json(), old)
  t.equal(byHeader.headers['x-served'], '1')
  t.equal(byHeader.headers.vary, 'x-version')
  t.equal((await app.inject('/v1/items')).statusCode, 404, 'the path is no source here')
})

t.test('Vary keeps what others have put there', async (t) => {
  const app = await start(t, twoVersions(titles))
  app.get('/a', (_request, reply) => reply.header('vary', 'Origin').send({}))
  app.get('/b', (_request, reply) => reply.header('vary', ['Origin', 'API-Version']).send({}))
  app.get('/c', (_request, reply) => reply.header('vary', '*').send({}))
  t.equal((await app.inject('/a')).headers.vary, 'Origin, api-version')
  t.equal((await app.inject('/b')).headers.vary, 'Origin, API-Version')
  t.equal((await app.inject('/c')).headers.vary, '*')
})

t.test(
  'strings, buffers, streams and empty answers pass untouched, and still name their version',
  async (t) => {
    const app = await start(t, twoVersions(titles))
    app.get('/string', () => '{"title":"raw"}')
    app.get('/buffer', () => Buffer.from('{"title":"raw"}'))
    app.get('/stream', () => Readable.from(['{"title":', '"raw"}']))
    app.delete('/items/:id', (_request, reply) => reply.code(204).send())
    for (const url of ['/v1/string', '/v1/buffer', '/v1/stream']) {
      const answer = await app.inject(url)
      t.equal(answer.body, '{"title":"raw"}', url)
      t.equal(answer.headers['api-version'], '1', url)
    }
    const empty = await app.inject({ method: 'DELETE', url: '/v1/items/1' })
    t.strictSame([empty.statusCode, empty.body, empty.headers['api-version']], [204, '', '1'])
  },
)

t.test('handlers find their version, and the changes that it has', async (t) => {
  const app = await start(t, twoVersions(titles))
  app.get('/version', ({ apiVersion }) => ({
    name: apiVersion?.name,
    requested: apiVersion?.requested,
    source: apiVersion?.source?.kind,
    has: apiVersion?.has(titles),
    hasOther: apiVersion?.has(moved),
  }))
  t.strictSame((await app.inject('/v1/version')).json(), {
    name: '1',
    requested: 'v1',
    source: 'path',
    has: false,
    hasOther: false,
  })
  t.strictSame((await app.inject('/version')).json(), { name: '2', has: true, hasOther: false })
})

t.test('parameters of the route are the service’s own', async (t) => {
  const app = await start(t, twoVersions(titles))
  app.get('/items/:id', { schema: { params: z.strictObject({ id: z.int() }) } }, (request) => request.params)
  t.strictSame((await app.inject('/v1/items/7')).json(), { id: 7 })
  t.equal((await app.inject('/v1/items/x')).statusCode, 400)
})

t.test('old errors keep their shape with a custom error handler, and without one', async (t) => {
  const errors = defineChange({
    summary: 'Errors are problems.',
    operations: [
      changeErrorShape({
        old: z.object({ error: z.string() }),
        current: z.object({ title: z.string(), detail: z.string().optional() }),
        downgrade: ({ title, detail }) => ({ error: detail ?? title }),
      }),
    ],
  })
  const app = await start(t, twoVersions(errors))
  await app.register(problems)
  app.get('/fails', () => {
    throw new Error('a secret')
  })
  const old = await app.inject('/v1/fails')
  t.equal(old.statusCode, 500)
  t.equal(old.headers['content-type'], 'application/json; charset=utf-8')
  t.strictSame(old.json(), { error: 'Internal Server Error' })
  const current = await app.inject('/v2/fails')
  t.equal(current.headers['content-type'], 'application/problem+json; charset=utf-8')
  t.strictSame(current.json(), { type: 'about:blank', title: 'Internal Server Error', status: 500 })
})

t.test('documents name the version by parameter where paths do not', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'T', version: '0' } } })
  await app.register(versioning, { timeline: twoVersions(titles), sources: [fromHeader()] })
  await app.register(openapi, { path: '/docs/specs' })
  app.get('/items', { schema: { response: { 200: z.array(Item) } } }, () => [item])
  const document = (await app.inject('/docs/specs/v1.json')).json<Document>()
  t.equal(document.servers, undefined)
  t.strictSame(document.paths['/items']?.get.parameters, [
    { name: 'api-version', in: 'header', required: true, schema: { type: 'string', const: '1' } },
  ])
  t.strictSame(document.components.schemas.Item, {
    type: 'object',
    properties: {
      id: { type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 },
      name: { type: 'string' },
    },
    required: ['id', 'name'],
  })
  t.strictSame(app.tidemark.document('1'), document)
  t.throws(() => app.tidemark.document('9'), { code: 'TDM_VERSION_UNKNOWN' })
})

interface Document {
  readonly servers?: unknown
  readonly paths: Readonly<Record<string, { readonly get: { readonly parameters?: unknown } }>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

t.test('wrong options stop the boot, and say which and why', async (t) => {
  const timeline = twoVersions(titles)
  const refused = async (register: (app: FastifyInstance) => unknown, message: string) => {
    const app = Fastify()
    t.teardown(() => app.close())
    await t.rejects(
      async () => {
        await register(app)
        await app.ready()
      },
      { message },
    )
  }
  await refused(
    (app) => app.register(versioning, { timeline, fallback: 'v7' }),
    'The plugin versioning cannot use its option "fallback": "v7" is neither current, oldest, required nor a version.',
  )
  await refused(
    (app) => app.register(versioning, { timeline, sources: [] }),
    'The plugin versioning cannot use its option "sources": give it a list such as [fromPath(), fromHeader()], with one fromPath at most.',
  )
  await refused(
    (app) => app.register(versioning, { timeline, header: 'x' } as { timeline: Timeline }),
    'The plugin versioning cannot use its option "header": there is no such option; there are timeline, sources, fallback, matching, responseHeader, verify, telemetry.',
  )
  await refused(
    (app) => app.register(versioning, {} as { timeline: Timeline }),
    'The plugin versioning cannot use its option "timeline": give it what defineTimeline returns.',
  )
  await refused(async (app) => {
    await app.register(versioning, { timeline })
    await app.register(deprecation, { enforceSunset: 'yes' } as object)
  }, 'The plugin deprecation cannot use its option "enforceSunset": give it true or false.')
  await refused(async (app) => {
    await app.register(versioning, { timeline })
    await app.register(openapi)
  }, 'The plugin openapi needs @fastify/swagger. Register it, in its dynamic mode with an option `openapi` of version 3.0, 3.1 or 3.2, before openapi.')
})

t.test('a change that does not fit the routes stops the boot, and names itself', async (t) => {
  const wrong = defineChange({ summary: '`a` is `b`.', operations: [renameField('Item', 'a', 'b')] })
  const app = await start(t, twoVersions(wrong))
  app.get('/items', { schema: { response: { 200: z.array(Item) } } }, () => [item])
  await t.rejects(async () => await app.ready(), {
    code: 'TDM_CHANGE_INVALID',
    message:
      'The change "`a` is `b`." of version 2 cannot be made: there is no field "b" to rename; there are id, title, says its operation rename-field on Item.',
  })
})

t.test('a change that names what no route has is warned of', async (t) => {
  const lines: string[] = []
  const stream = { write: (line: string) => lines.push(line) }
  const app = Fastify({ logger: { level: 'warn', stream } })
  t.teardown(() => app.close())
  const misspelt = defineChange({
    summary: 'Lists have an envelope.',
    operations: [wrapBody(responseOf('GET /item'), { into: 'data' }), renameField('Itme', 'name', 'title')],
  })
  await app.register(versioning, { timeline: twoVersions(titles, misspelt) })
  app.get('/items', { schema: { response: { 200: z.array(Item) } } }, () => [item])
  await app.ready()
  const told = lines.map((line) => JSON.parse(line) as { level: number; kind: string; msg: string })
  t.strictSame(
    told.map(({ level, kind, msg }) => [level, kind, msg]),
    unreached.map((message) => [40, 'unreached', message]),
  )
})

const unreached = [
  'The change "Lists have an envelope." of version 2 has the operation rename-field on Itme, which no endpoint has. Correct the name, or take the operation away.',
  'The change "Lists have an envelope." of version 2 has the operation wrap-body on the response of GET /item, which no endpoint has. Correct the name, or take the operation away.',
]

t.test('a route whose config nobody can read stops the boot', async (t) => {
  const app = await start(t, twoVersions(moved))
  const config = { versioning: 'no' } as unknown as { versioning: false }
  t.throws(() => app.get('/health', { config }, () => 'ok'), {
    code: 'TDM_ROUTE_CONFIG',
    message:
      "The route GET /health has 'no' as config.versioning. Write false for a route without versions, and leave it out for all others.",
  })
})

t.test('an address that two endpoints would share stops the boot', async (t) => {
  const app = await start(t, twoVersions(moved))
  const other = await start(t, twoVersions(moved))
  other.get('/items', () => 'items')
  t.throws(() => other.get('/things', () => 'another'), {
    code: 'TDM_ROUTE_TAKEN',
    message:
      'The endpoint GET /items is also found at GET /things in some version, but another route is declared there. Declare one of them elsewhere.',
  })
  app.get('/things', () => 'another')
  t.throws(() => app.get('/items', () => 'items'), {
    code: 'TDM_ROUTE_TAKEN',
    message:
      'The endpoint GET /items is also found at GET /things in some version, but another route is declared there. Declare one of them elsewhere.',
  })
})

t.test('one schema with a tuple in it may be of several routes', async (t) => {
  const app = await start(t, twoVersions(titles))
  const Pair = z.object({ of: z.tuple([z.number(), z.string()]) }).meta({ id: 'Pair' })
  for (const url of ['/one', '/other']) {
    app.get(url, { schema: { response: { 200: Pair } } }, () => ({ of: [1, 'a'] }))
    app.post(url, { schema: { body: Pair } }, (request) => request.body)
  }
  await app.ready()
  t.strictSame((await app.inject('/other')).json(), { of: [1, 'a'] })
  t.equal((await app.inject({ method: 'POST', url: '/one', body: { of: ['a', 1] } })).statusCode, 400)
})

t.test('two schemas of one name stop the boot', async (t) => {
  const app = await start(t, twoVersions(titles))
  const One = z.object({ title: z.string() })
  const Two = z.object({ title: z.int() })
  const named = (schema: z.ZodType) => z.array(schema.meta({ id: 'Same' }))
  app.get('/one', { schema: { response: { 200: named(One) } } }, () => [])
  z.globalRegistry.remove(One)
  t.throws(() => app.get('/two', { schema: { response: { 200: named(Two) } } }, () => []), {
    code: 'TDM_SCHEMA_TAKEN',
    message:
      'Two different schemas are called "Same", in GET /one and in GET /two. Give one of them another id.',
  })
})

t.test('what a client sends and what it gets may differ under one name, by defaults', async (t) => {
  const app = await start(t, twoVersions(titles))
  const Named = z.object({ title: z.string(), count: z.int().default(1) }).meta({ id: 'Named' })
  app.post('/named', { schema: { body: Named, response: { 200: Named } } }, (request) => request.body)
  await app.ready()
  t.strictSame(Object.keys(app.getSchemas()).sort(), ['Named', 'NamedInput'].sort())
  const answer = await app.inject({ method: 'POST', url: '/named', body: { title: 'One' } })
  t.strictSame(answer.json(), { title: 'One', count: 1 })
})

t.test('a route for every path, and one for all below a path, stand beside versions', async (t) => {
  const app = await start(t, twoVersions(titles))
  app.options('*', (_request, reply) => reply.code(204).send())
  app.get('/files/*', (request) => request.params)
  t.equal((await app.inject({ method: 'OPTIONS', url: '/v1/items' })).statusCode, 204)
  t.equal((await app.inject({ method: 'OPTIONS', url: '/anything' })).headers['api-version'], undefined)
  for (const url of ['/files/a/b', '/v1/files/a/b'])
    t.strictSame((await app.inject(url)).json(), { '*': 'a/b' })
})

t.test('a path source takes its segment from versions and leaves other paths alone', async (t) => {
  const app = await start(t, twoVersions(titles), { sources: [fromPath()] })
  app.get('/items', { schema: { response: { 200: z.array(Item) } } }, () => [item])
  app.get('/:tenant/settings', { config: { versioning: false } }, (request) => request.params)
  t.strictSame((await app.inject('/acme/settings')).json(), { tenant: 'acme' })
  t.equal((await app.inject('/v3/items')).statusCode, 404)
  t.match((await app.inject('/v3/items')).json(), { type: 'urn:tidemark:problem:unknown-version' })
  t.equal(
    (await app.inject('/acme/items')).json<{ message: string }>().message,
    'Route GET:/acme/items not found',
  )
})

t.test('documents and guides of a service under a prefix name whole addresses', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  let scope: FastifyInstance | undefined
  await app.register(
    async (api) => {
      scope = api
      await api.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'T', version: '0' } } })
      await api.register(versioning, { timeline: twoVersions(titles) })
      await api.register(openapi)
      api.get('/items/:id(^\\d+$)', { schema: { response: { 200: Item } } }, () => item)
    },
    { prefix: '/api' },
  )
  await app.ready()
  if (scope === undefined) throw new Error('the plugin was not loaded')
  const { tidemark } = scope
  const document = tidemark.document('v1') as object as Document
  t.strictSame(document.servers, [{ url: '/api/v1' }])
  t.strictSame(Object.keys(document.paths), ['/items/{id}'])
  const text = toMarkdown(buildGuide(tidemark, { from: 'v1' }))
  t.match(text, '- curl "$API/api/v1/items/$id"\n+ curl "$API/api/v2/items/$id"')
  t.match(text, 'One change lies between the two versions; 1 asks clients to change something.')
})

t.test('the document of the fallback leaves it to the client to name the version', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'T', version: '0' } } })
  const options = { timeline: twoVersions(titles), sources: [fromHeader()], fallback: 'oldest' }
  await app.register(versioning, options)
  await app.register(openapi)
  app.get('/items', { schema: { response: { 200: z.array(Item) } } }, () => [item])
  await app.ready()
  const requiredIn = (version: string): unknown => {
    const { paths } = app.tidemark.document(version) as object as Document
    return (paths['/items']?.get.parameters as { required: boolean }[] | undefined)?.map(
      ({ required }) => required,
    )
  }
  t.strictSame([requiredIn('1'), requiredIn('2')], [[false], [true]])
})

t.test(
  'what is asked before the server is ready is not kept: routes that come later have versions',
  async (t) => {
    const app = await start(t, twoVersions(titles), { verify: 'boot' })
    const schema = { response: { 200: Item } }
    app.get('/one', { schema }, () => item)
    app.tidemark.explain('GET', '/one', '1')
    app.tidemark.plan()
    app.get('/two', { schema }, () => item)
    for (const url of ['/v1/one', '/v1/two'])
      t.match((await app.inject(url)).json(), { name: item.title }, url)
    t.equal(app.tidemark.plan(), app.tidemark.plan(), 'from then on it is kept')
  },
)

t.test('versioning is registered once on an instance, or on instances beside each other', async (t) => {
  const app = await start(t, twoVersions(titles))
  const message =
    'The plugin versioning is already registered on this instance or on a parent of it. Register it once, or on separate instances side by side.'
  const twice = { code: 'TDM_VERSIONING_TWICE', message }
  await t.rejects(async () => await app.register(versioning, { timeline: twoVersions(titles) }), twice)
  const around = await start(t, twoVersions(titles))
  await t.rejects(
    async () =>
      await around.register(
        async (inner) => void (await inner.register(versioning, { timeline: twoVersions(titles) })),
        { prefix: '/inner' },
      ),
    twice,
  )
})
