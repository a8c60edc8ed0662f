import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { z } from 'zod'
import {
  defineChange,
  defineTimeline,
  fromClient,
  fromHeader,
  fromPath,
  fromQuery,
  fromRequest,
  moveEndpoint,
  pathOf,
  queryOf,
  renameField,
  retypeField,
} from '../../lib/index.ts'
import { deprecation, versioning } from '../../plugins/index.ts'

/** A server with three released versions, of which two are deprecated, and one that is not released. */
async function start(test: Test): Promise<FastifyInstance> {
  const app = Fastify()
  test.teardown(() => app.close())
  const timeline = defineTimeline({
    scheme: 'date',
    versions: [
      { name: 'unreleased' },
      { name: '2026-11-01' },
      { name: '2026-03-01', deprecated: '2026-11-01' },
      { name: '2025-09-01', deprecated: '2026-03-01', sunset: '2099-01-01' },
    ],
  })
  await app.register(versioning, { timeline, sources: [fromQuery(), fromPath(), fromHeader()] })
  await app.register(deprecation, { guide: 'https://example.com/leave/{version}' })
  app.get('/users', () => [])
  app.get('/users/:id', () => ({}))
  return app
}

interface Test {
  readonly teardown: (end: () => unknown) => void
}

t.test('links name the version as the client has, whoever has asked for the address before', async (t) => {
  const app = await start(t)
  const links = async (url: string, version?: string): Promise<readonly string[]> => {
    const headers = version === undefined ? {} : { 'api-version': version }
    const { headers: answered } = await app.inject({ url, headers })
    return String(answered.link).split(', ')
  }
  const guide = (version: string, relation: string): string =>
    `<https://example.com/leave/${version}>; rel="${relation}"; type="text/html"`
  const guides = [guide('2025-09-01', 'deprecation'), guide('2025-09-01', 'sunset')]
  for (const _ of [1, 2]) {
    t.strictSame(await links('/2025-09-01/users'), [
      '</2026-03-01/users>; rel="successor-version"',
      '</2026-11-01/users>; rel="latest-version"',
      ...guides,
    ])
    t.strictSame(await links('/users?api-version=2025-09-01&page=2'), [
      '</users?page=2&api-version=2026-03-01>; rel="successor-version"',
      '</users?page=2&api-version=2026-11-01>; rel="latest-version"',
      ...guides,
    ])
    const [first] = await links('/2026-03-01/users?next=/a?b=c&d=e')
    t.equal(first, '</2026-11-01/users?next=%2Fa%3Fb%3Dc&d=e>; rel="successor-version"')
    t.strictSame(await links('/users', '2025-09-01'), [
      '</users?api-version=2026-03-01>; rel="successor-version"',
      '</users?api-version=2026-11-01>; rel="latest-version"',
      ...guides,
    ])
    t.strictSame(await links('/users', '2026-03-01'), [
      '</users?api-version=2026-11-01>; rel="successor-version"',
      '</users?api-version=2026-11-01>; rel="latest-version"',
      guide('2026-03-01', 'deprecation'),
    ])
    for (const id of ['7', '8']) {
      t.strictSame(await links(`/2026-03-01/users/${id}`), [
        `</2026-11-01/users/${id}>; rel="successor-version"`,
        `</2026-11-01/users/${id}>; rel="latest-version"`,
        guide('2026-03-01', 'deprecation'),
      ])
    }
  }
})

t.test('a link that a service has sent itself comes before those of versions, each time', async (t) => {
  const app = await start(t)
  app.get('/linked', (_request, reply) => reply.header('link', '</a>; rel="next"').send([]))
  for (const _ of [1, 2]) {
    const { headers } = await app.inject('/2026-03-01/linked')
    t.strictSame(String(headers.link).split(', '), [
      '</a>; rel="next"',
      '</2026-11-01/linked>; rel="successor-version"',
      '</2026-11-01/linked>; rel="latest-version"',
      '<https://example.com/leave/2026-03-01>; rel="deprecation"; type="text/html"',
    ])
  }
})

t.test('names that others have begun `Vary` with are kept, and none is there twice', async (t) => {
  const app = await start(t)
  const varies = ['accept-encoding', ['Origin', 'API-Version'], '*', 'a, , b']
  for (const [index, vary] of varies.entries()) {
    app.get(`/vary/${index}`, (_request, reply) => reply.header('vary', vary).send([]))
  }
  const sent = await Promise.all(varies.map((_, index) => app.inject(`/vary/${index}`)))
  t.strictSame(
    sent.map(({ headers }) => headers.vary),
    ['accept-encoding, api-version', 'Origin, API-Version', '*', 'a, b, api-version'],
  )
})

t.test('links hold what clients send, and not what a schema has made of it for handlers', async (t) => {
  const Numbered = z.codec(z.string().startsWith('no-'), z.number(), {
    decode: (text) => Number(text.slice('no-'.length)),
    encode: (value) => `no-${String(value)}`,
  })
  const app = Fastify()
  t.teardown(() => app.close())
  const renamed = defineChange({
    summary: '`number` is called `id`, and `from` is called `after`.',
    operations: [
      moveEndpoint('GET /moved/:number', 'GET /moved/:id'),
      renameField(pathOf('GET /moved/:id'), 'number', 'id'),
      renameField(queryOf('GET /moved/:id'), 'from', 'after'),
    ],
  })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', changes: [renamed] },
      { name: '1', deprecated: '2026-01-01' },
    ],
  })
  await app.register(versioning, { timeline })
  await app.register(deprecation)
  const params = z.object({ id: Numbered })
  app.get('/kept/:id', { schema: { params } }, (request) => request.params)
  app.get('/moved/:id', { schema: { params, querystring: z.object({ after: Numbered }) } }, (request) => ({
    ...Object(request.params),
    ...Object(request.query),
  }))
  const loud = z.object({ id: z.string().transform((text) => text.toUpperCase()) })
  app.get('/loud/:id', { schema: { params: loud } }, (request) => request.params)
  const flag = { type: 'object', properties: { id: { type: 'boolean' } } }
  app.get('/flag/:id', { schema: { params: flag } }, (request) => request.params)

  const rows = [
    ['/1/kept/no-5', { id: 5 }, '/2/kept/no-5'],
    ['/1/moved/no-5?from=no-7', { id: 5, after: 7 }, '/2/moved/no-5?after=no-7'],
    ['/1/loud/a', { id: 'A' }, '/2/loud/a'],
    ['/1/flag/true', { id: true }, '/2/flag/true'],
  ] as const
  for (const [url, body, target] of rows) {
    const answer = await app.inject(url)
    t.strictSame(answer.json(), body, url)
    t.equal(answer.headers.link, `<${target}>; rel="successor-version", <${target}>; rel="latest-version"`)
  }
})

t.test('what is gone links its successors, by the parameters that these have', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  const Query = z.object({ after: z.int().max(10).optional() })
  const renamed = defineChange({
    summary: '`number` is called `id`, and `from`, a text, is called `after`.',
    operations: [
      moveEndpoint('GET /things/:number', 'GET /items/:id'),
      renameField(pathOf('GET /items/:id'), 'number', 'id'),
      renameField(queryOf('GET /items/:id'), 'from', 'after'),
      retypeField(queryOf('GET /items/:id', Query), 'after', {
        old: z.string().regex(/^no-\d+$/),
        upgrade: (text) => Number(text.slice('no-'.length)),
        downgrade: (number) => `no-${number}`,
      }),
    ],
  })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '3' },
      { name: '2', changes: [renamed] },
      { name: '1', deprecated: '2025-01-01', sunset: '2026-01-01' },
    ],
  })
  await app.register(versioning, { timeline, verify: 'boot' })
  await app.register(deprecation, { enforceSunset: true, now: () => new Date('2026-02-01') })
  app.get('/items/:id', { schema: { querystring: Query } }, () => ({}))

  const links = (query: string): string =>
    `</2/items/a%20b${query}>; rel="successor-version", </3/items/a%20b${query}>; rel="latest-version"`
  const rows = [
    ['/1/things/a%20b', links('')],
    ['/1/things/a%20b?from=no-7', links('?after=7')],
    // It is no text that the version has had, so nobody can say what it is in another.
    ['/1/things/a%20b?from=7', undefined],
  ] as const
  for (const [url, link] of rows) {
    const answer = await app.inject(url)
    t.equal(answer.statusCode, 410, url)
    t.equal(answer.headers.link, link, url)
  }
})

t.test('what no URL can hold is not linked', async (t) => {
  const app = await start(t)
  app.get('/files/*', () => ({}))
  const guide = '<https://example.com/leave/2026-03-01>; rel="deprecation"; type="text/html"'
  const link = async (url: string): Promise<unknown> => (await app.inject(url)).headers.link
  // Whoever followed a link to /files/a/../b would ask for /files/b.
  t.equal(await link('/2026-03-01/files/a%2F..%2Fb'), guide)
  t.equal(await link('/2026-03-01/files/a%2F.'), guide)
  const target = '/2026-11-01/files/.../.a'
  t.equal(
    await link('/2026-03-01/files/.../.a'),
    `<${target}>; rel="successor-version", <${target}>; rel="latest-version", ${guide}`,
  )
})

t.test('links name the version where its segment has its place, or else as the service can', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  const sources = [fromPath({ after: '/shops/:shop' }), fromQuery(), fromHeader()]
  await app.register(versioning, { timeline: twoVersions, sources })
  await app.register(deprecation)
  for (const path of ['/shops/:shop', '/shops/:shop/orders', '/users']) app.get(path, () => ({}))
  const rows = [
    ['/shops/12/1/orders', '/shops/12/2/orders'],
    ['/shops/12/1', '/shops/12/2'],
    ['/shops/12/orders?api-version=1', '/shops/12/orders?api-version=2'],
    ['/users?api-version=1', '/users?api-version=2'],
  ] as const
  for (const [url, target] of rows) {
    t.equal((await app.inject(url)).headers.link, toLinks(target), url)
    t.equal((await app.inject(target)).headers['api-version'], '2', target)
  }
  const headers = { 'api-version': '1' }
  t.equal((await app.inject({ url: '/shops/1', headers })).headers.link, toLinks('/shops/1/2'))
  t.equal((await app.inject({ url: '/users', headers })).headers.link, toLinks('/users?api-version=2'))
})

t.test('where no URL names a version, that is linked alone which a request without one gets', async (t) => {
  const pin = fromClient({ key: ({ headers }) => headers.host?.toString(), lookup: () => '1' })
  const host = fromRequest(({ headers }) => String(headers.host).split('.', 1)[0], {
    name: 'the subdomain',
    inUrl: true,
  })
  const rows = [
    [{ sources: [fromHeader()] }, toLinks('/users')],
    [{ sources: [fromHeader()], fallback: 'oldest' }, undefined],
    [{ sources: [fromHeader()], fallback: 'required' }, undefined],
    [{ sources: [fromHeader(), pin] }, undefined],
    [{ sources: [host] }, undefined],
  ] as const
  for (const [options, expected] of rows) {
    const app = Fastify()
    t.teardown(() => app.close())
    await app.register(versioning, { timeline: twoVersions, ...options })
    await app.register(deprecation)
    app.get('/users', () => ({}))
    const headers = { 'api-version': '1', host: '1.example.com' }
    const answer = await app.inject({ url: '/users', headers })
    t.equal(answer.headers['api-version'], '1')
    t.equal(answer.headers.link, expected)
  }
})

const twoVersions = defineTimeline({
  scheme: 'integer',
  versions: [{ name: '2' }, { name: '1', deprecated: '2026-01-01' }],
})

function toLinks(target: string): string {
  return `<${target}>; rel="successor-version", <${target}>; rel="latest-version"`
}
