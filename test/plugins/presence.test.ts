import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { Readable } from 'node:stream'
import t from 'tap'
import { z } from 'zod'
import {
  addEndpoint,
  changeStatus,
  defineChange,
  defineTimeline,
  fromHeader,
  moveEndpoint,
  removeEndpoint,
  renameField,
  type Operation,
} from '../../lib/index.ts'
import { deprecation, openapi, problems, versioning } from '../../plugins/index.ts'
import { validateDocument } from '../lib/openapi/validate-document.ts'

const Item = z.object({ id: z.int(), title: z.string() }).meta({ id: 'PresenceItem' })
const item = { id: 1, title: 'One' }
const titles = renameField('PresenceItem', 'name', 'title')

interface Test {
  readonly teardown: (end: () => unknown) => void
}

/** A server with three versions, each with the operations of one change, closed when the test ends. */
async function start(
  test: Test,
  newest: readonly Operation[],
  middle: readonly Operation[] = [],
  options: object = {},
  server: FastifyServerOptions = {},
): Promise<FastifyInstance> {
  const app = Fastify(server)
  test.teardown(() => app.close())
  const toChanges = (operations: readonly Operation[]) => [defineChange({ summary: 'A change.', operations })]
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '3', aliases: ['v3'], changes: toChanges(newest) },
      { name: '2', aliases: ['v2'], changes: toChanges(middle) },
      { name: '1', aliases: ['v1'], deprecated: '2026-01-01' },
    ],
  })
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'T', version: '0' } } })
  await app.register(versioning, { timeline, ...options })
  await app.register(deprecation)
  await app.register(openapi)
  return app
}

/** The operations of each version's document, and what is not valid in it. */
async function listOperations(app: FastifyInstance): Promise<readonly (readonly string[])[]> {
  const lists: string[][] = []
  for (const version of ['1', '2', '3']) {
    const document = app.tidemark.document(version) as object as Document
    const { valid, errors } = await validateDocument(document)
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(
        ([method, { responses }]) => `${method} ${path} ${Object.keys(responses).join(' ')}`,
      ),
    )
    lists.push(valid ? operations : [JSON.stringify(errors)])
  }
  return lists
}

interface Document {
  readonly [member: string]: unknown
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>>
}

t.test('an endpoint that was added is not there in older versions, by no address', async (t) => {
  const app = await start(t, [addEndpoint('GET /items/:id')], [titles])
  app.get('/items', { schema: { response: { 200: z.array(Item) } } }, () => [item])
  app.get(
    '/items/:id',
    { schema: { params: z.object({ id: z.int() }), response: { 200: Item } } },
    () => item,
  )
  await app.ready()
  for (const [url, status] of [
    ['/v1/items', 200],
    ['/v2/items', 200],
    ['/v3/items', 200],
    ['/v1/items/1', 404],
    ['/v2/items/1', 404],
    ['/v3/items/1', 200],
    ['/items/1', 200],
    ['/items/1?api-version=1', 404],
  ] as const) {
    t.equal((await app.inject(url)).statusCode, status, url)
    t.equal((await app.inject({ method: 'HEAD', url })).statusCode, status, `HEAD ${url}`)
  }
  const missing = await app.inject({ url: '/items/1', headers: { 'api-version': '1' } })
  const { 'api-version': version, vary, 'cache-control': cache } = missing.headers
  t.strictSame([missing.statusCode, version, vary, cache], [404, '1', 'api-version', 'no-store'])
  t.equal(missing.json<{ message: string }>().message, 'Route GET:/items/1 not found')
  t.strictSame(await listOperations(app), [
    ['get /items 200'],
    ['get /items 200'],
    ['get /items 200', 'get /items/{id} 200'],
  ])
})

t.test('an endpoint that was removed is served to the versions that had it', async (t) => {
  const app = await start(t, [removeEndpoint('GET /legacy'), titles], [moveEndpoint('/older', '/legacy')])
  await app.register(problems)
  app.get('/legacy', { schema: { response: { 200: Item } } }, () => item)
  app.get('/items', { schema: { response: { 200: Item } } }, () => item)
  await app.ready()
  const old = { id: 1, name: 'One' }
  t.strictSame((await app.inject('/v1/older')).json(), old)
  t.strictSame((await app.inject('/v2/legacy')).json(), old)
  t.strictSame((await app.inject('/legacy?api-version=2')).json(), old)
  for (const url of ['/v1/legacy', '/v2/older', '/v3/legacy', '/v3/older', '/legacy', '/older']) {
    const answer = await app.inject(url)
    t.equal(answer.statusCode, 404, url)
    t.match(answer.json(), { type: 'about:blank', title: 'Not Found', status: 404 }, url)
  }
  t.equal((await app.inject('/v1/older')).headers.link, '</v2/legacy>; rel="successor-version"')
  t.strictSame(await listOperations(app), [
    ['get /older 200', 'get /items 200'],
    ['get /legacy 200', 'get /items 200'],
    ['get /items 200'],
  ])
})

t.test('an endpoint that was added, and removed again, is there in between', async (t) => {
  const app = await start(t, [removeEndpoint('POST /trial')], [addEndpoint('POST /trial')])
  app.post('/trial', () => 'tried')
  await app.ready()
  const statuses = ['/v1/trial', '/v2/trial', '/v3/trial'].map(async (url) => {
    const { statusCode } = await app.inject({ method: 'POST', url })
    return statusCode
  })
  t.strictSame(await Promise.all(statuses), [404, 200, 404])
  t.strictSame(await listOperations(app), [[], ['post /trial 200'], []])
})

t.test('an old client gets the status that its version had, with the body of the current one', async (t) => {
  const app = await start(t, [changeStatus('POST /items', { old: 200, current: 201 }), titles])
  app.post('/items', { schema: { response: { 201: Item } } }, (_request, reply) =>
    reply.code(201).send({ ...item, secret: true }),
  )
  app.post('/others', { schema: { response: { 201: Item } } }, (_request, reply) =>
    reply.code(201).send(item),
  )
  await app.ready()
  const post = async (url: string): Promise<unknown> => {
    const answer = await app.inject({ method: 'POST', url })
    return [answer.statusCode, answer.json()]
  }
  t.strictSame(await post('/v1/items'), [200, { id: 1, name: 'One' }])
  t.strictSame(await post('/v2/items'), [200, { id: 1, name: 'One' }])
  t.strictSame(await post('/v3/items'), [201, item])
  t.strictSame(await post('/v1/others'), [201, { id: 1, name: 'One' }])
  t.strictSame(await listOperations(app), [
    ['post /items 200', 'post /others 201'],
    ['post /items 200', 'post /others 201'],
    ['post /items 201', 'post /others 201'],
  ])
})

t.test('a body that no change reaches is written by the schema of the current status', async (t) => {
  const statuses = { '/items': '201', '/ranges': '2xx', '/defaults': 'default' }
  const app = await start(
    t,
    Object.keys(statuses).map((path) => changeStatus(`POST ${path}`, { old: 200, current: 201 })),
  )
  for (const [path, status] of Object.entries(statuses)) {
    app.post(path, { schema: { response: { [status]: Item } } }, (_request, reply) =>
      reply.code(201).send({ ...item, secret: 1 }),
    )
  }
  for (const path of Object.keys(statuses)) {
    for (const [version, status] of [
      ['v1', 200],
      ['v3', 201],
    ] as const) {
      const answer = await app.inject({ method: 'POST', url: `/${version}${path}` })
      t.strictSame([answer.statusCode, answer.json()], [status, item], `${version} ${path}`)
    }
  }
})

t.test('a body that the old status does not have is dropped, with what is said of it', async (t) => {
  let loads = 0
  const app = await start(t, [changeStatus('POST /items', { old: 204, current: 200 }), titles])
  app.addHook('onSend', async () => {
    loads += 1
  })
  app.post('/items', { schema: { response: { 200: Item } } }, () => item)
  const old = await app.inject({ method: 'POST', url: '/v1/items' })
  const { 'content-type': type, 'content-length': length } = old.headers
  t.strictSame([old.statusCode, old.body, type, length], [204, '', undefined, undefined])
  t.strictSame((await app.inject({ method: 'POST', url: '/v3/items' })).json(), item)
  t.equal(loads, 2)
  const document = app.tidemark.document('1') as object as Document
  t.strictSame(document.paths['/items']?.post?.responses, {
    204: {
      description: 'Default Response',
      headers: {
        'api-version': { $ref: '#/components/headers/api-version' },
        Deprecation: { $ref: '#/components/headers/Deprecation' },
        Link: { $ref: '#/components/headers/Link' },
      },
    },
  })
  t.strictSame(await listOperations(app), [['post /items 204'], ['post /items 204'], ['post /items 200']])
})

t.test('strings, buffers, streams and empty answers have the old status, too', async (t) => {
  const paths = ['string', 'buffer', 'stream', 'empty']
  const app = await start(
    t,
    paths.map((path) => changeStatus(`POST /${path}`, { old: 200, current: 202 })),
  )
  const payloads: Readonly<Record<string, () => unknown>> = {
    string: () => 'text',
    buffer: () => Buffer.from('text'),
    stream: () => Readable.from(['te', 'xt']),
    empty: () => undefined,
  }
  for (const [path, payload] of Object.entries(payloads)) {
    app.post(`/${path}`, (_request, reply) => reply.code(202).send(payload()))
  }
  for (const path of paths) {
    const [old, current] = await Promise.all(
      ['v1', 'v3'].map((version) => app.inject({ method: 'POST', url: `/${version}/${path}` })),
    )
    const body = path === 'empty' ? '' : 'text'
    t.strictSame(
      [old?.statusCode, old?.body, current?.statusCode, current?.body],
      [200, body, 202, body],
      path,
    )
  }
})

t.test('errors have the status that the version had', async (t) => {
  const app = await start(t, [changeStatus('POST /items', { old: 400, current: 422 })])
  app.post('/items', () => {
    throw Object.assign(new Error('It is not right.'), { statusCode: 422 })
  })
  const post = async (url: string): Promise<number> => (await app.inject({ method: 'POST', url })).statusCode
  t.strictSame([await post('/v1/items'), await post('/v3/items')], [400, 422])
})

t.test('a version that is not released is reached by naming it, and else not spoken of', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  const timeline = defineTimeline({
    scheme: 'date',
    versions: [
      { name: 'unreleased', changes: [defineChange({ summary: 'A change.', operations: [titles] })] },
      { name: '2026-01-01', deprecated: '2026-06-01' },
      { name: '2025-01-01', deprecated: '2026-01-01' },
    ],
  })
  await app.register(versioning, { timeline, sources: [fromHeader()] })
  await app.register(deprecation)
  app.get('/items', { schema: { response: { 200: Item } } }, () => item)
  const get = async (version?: string): Promise<unknown> => {
    const headers = version === undefined ? {} : { 'api-version': version }
    const answer = await app.inject({ url: '/items', headers })
    return [answer.headers['api-version'], answer.json()]
  }
  const old = { id: 1, name: 'One' }
  t.strictSame(await get(), ['2026-01-01', old])
  t.strictSame(await get('2030-01-01'), ['2026-01-01', old])
  t.strictSame(await get('unreleased'), ['unreleased', item])
  t.equal((await app.inject('/none')).headers['api-version'], '2026-01-01')
})

t.test('links of a deprecated version lead to released ones only', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  const timeline = defineTimeline({
    scheme: 'date',
    versions: [
      { name: 'unreleased', changes: [defineChange({ summary: 'A change.', operations: [titles] })] },
      { name: '2026-01-01', deprecated: '2026-06-01' },
      { name: '2025-01-01', deprecated: '2026-01-01' },
    ],
  })
  await app.register(versioning, { timeline })
  await app.register(deprecation)
  app.get('/items', () => item)
  t.equal((await app.inject('/2026-01-01/items')).headers.link, undefined)
  t.equal(
    (await app.inject('/2025-01-01/items')).headers.link,
    '</2026-01-01/items>; rel="successor-version", </2026-01-01/items>; rel="latest-version"',
  )
})

t.test('`verify` decides what is done with faults that are no errors', async (t) => {
  const misspelt = [renameField('PresenceItme', 'a', 'b'), removeEndpoint('GET /itmes')]
  const faults = [
    'The change "A change." of version 3 has the operation remove-endpoint on GET /itmes, which no endpoint has. Correct the name, or take the operation away.',
    'The change "A change." of version 3 has the operation rename-field on PresenceItme, which no endpoint has. Correct the name, or take the operation away.',
  ]
  for (const [verify, expected] of [
    ['warn', faults],
    [undefined, faults],
    ['off', []],
  ] as const) {
    const lines: string[] = []
    const logger = { level: 'warn', stream: { write: (line: string) => lines.push(line) } }
    const app = await start(t, misspelt, [], verify === undefined ? {} : { verify }, { logger })
    await app.ready()
    t.strictSame(
      lines.map((line) => (JSON.parse(line) as { msg: string }).msg),
      expected,
      verify ?? 'by default',
    )
  }
  const refused = await start(t, misspelt, [], { verify: 'boot' })
  await t.rejects(async () => await refused.ready(), {
    code: 'TDM_TIMELINE_FAULTY',
    message: `The timeline has faults, which the option "verify" of versioning does not allow:\n- ${faults.join('\n- ')}\nCorrect them, or set the option to "warn".`,
  })
  const fine = await start(t, [titles], [], { verify: 'boot' })
  fine.get('/items', { schema: { response: { 200: Item } } }, () => item)
  await fine.ready()
  await t.rejects(start(t, [], [], { verify: 'loud' }), {
    message: 'The plugin versioning cannot use its option "verify": give it boot, warn or off.',
  })
})
