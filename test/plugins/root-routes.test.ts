import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import t, { type Test } from 'tap'
import { z } from 'zod'
import {
  addEndpoint,
  defineChange,
  defineTimeline,
  moveEndpoint,
  queryOf,
  renameField,
  responseOf,
  wrapBody,
} from '../../lib/index.ts'
import { openapi, problems, versioning } from '../../plugins/index.ts'

// A plugin's `/` is found at its prefix with a slash and without, and Fastify tells of one of the two.

const User = z.object({ id: z.int(), fullName: z.string() }).meta({ id: 'User' })
const names = renameField(User, 'name', 'fullName')
const answerUser = { schema: { response: { 200: User } } }
const answer = () => ({ id: 1, fullName: 'Ada' })

interface ServiceOptions {
  readonly operations?: Parameters<typeof defineChange>[0]['operations']
  readonly server?: FastifyServerOptions
  readonly swagger?: FastifyDynamicSwaggerOptions
}

async function start(t: Test, { operations = [names], ...options }: ServiceOptions = {}) {
  const app = Fastify(options.server)
  t.teardown(() => app.close())
  const info = { title: 'T', version: '0' }
  await app.register(swagger, { openapi: { openapi: '3.1.0', info }, ...options.swagger })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes: [defineChange({ summary: 'Names.', operations })] },
      { name: '1', aliases: ['v1'] },
    ],
  })
  await app.register(versioning, { timeline })
  await app.register(openapi)
  await app.register(problems)
  return app
}

async function ask(app: FastifyInstance, url: string, method: 'GET' | 'HEAD' | 'PUT' = 'GET') {
  const { statusCode, body, headers } = await app.inject({ method, url })
  return statusCode === 200 && body !== '' ? (JSON.parse(body) as unknown) : [statusCode, headers.allow]
}

t.test(
  'the root of a service and of a plugin is found in each version, with a slash and without',
  async (t) => {
    const app = await start(t)
    app.get('/', answerUser, answer)
    await app.register(async (items) => void items.get('/', answerUser, answer), { prefix: '/items' })
    for (const url of ['/v1', '/v1/', '/v1/items', '/v1/items/', '/items/?api-version=1']) {
      t.strictSame(await ask(app, url), { id: 1, name: 'Ada' }, url)
      t.strictSame(await ask(app, url, 'HEAD'), [200, undefined], url)
      t.strictSame(await ask(app, url, 'PUT'), [405, 'GET, HEAD'], url)
    }
    for (const url of ['/', '/v2', '/v2/', '/items', '/items/', '/v2/items', '/v2/items/']) {
      t.strictSame(await ask(app, url), { id: 1, fullName: 'Ada' }, url)
    }
    t.strictSame(
      app.tidemark.endpoints
        .map(({ method, path }) => `${method} ${path}`)
        .filter((name) => /items|\/$/.test(name)),
      ['GET /', 'GET /items'],
    )
    const { paths, servers } = app.tidemark.document('1')
    t.strictSame(servers, [{ url: '/v1' }])
    t.strictSame(Object.keys(Object(paths) as object), ['/', '/items'])
    t.notMatch(JSON.stringify(paths), '"servers"')
    t.match(paths, {
      '/': { get: { responses: { 200: { headers: { 'api-version': {} } } } } },
      '/items': { get: { responses: { 200: { headers: { 'api-version': {} } } } } },
    })
  },
)

t.test('a plugin chooses which of the two its root is; without versions, too', async (t) => {
  const app = await start(t)
  for (const [prefix, prefixTrailingSlash] of [
    ['/bare', 'no-slash'],
    ['/slashed', 'slash'],
  ] as const) {
    await app.register(
      async (nested) => void nested.get('/', { ...answerUser, prefixTrailingSlash }, answer),
      { prefix },
    )
  }
  await app.register(async (nested) => void nested.get('', answerUser, answer), { prefix: '/empty' })
  await app.register(async (nested) => void nested.get('/', { config: { versioning: false } }, answer), {
    prefix: '/plain',
  })
  const user = { id: 1, name: 'Ada' }
  for (const url of ['/v1/bare', '/v1/slashed/', '/v1/empty']) t.strictSame(await ask(app, url), user, url)
  for (const url of ['/v1/bare/', '/v1/slashed', '/v1/empty/', '/empty/']) {
    t.strictSame(await ask(app, url), [404, undefined], url)
  }
  for (const url of ['/plain', '/plain/']) {
    t.strictSame(await ask(app, url), answer(), url)
    t.strictSame(await ask(app, url, 'PUT'), [405, 'GET, HEAD'], url)
  }
  await app.ready()
  t.strictSame(Object.keys(Object(app.tidemark.document('1').paths) as object), [
    '/bare',
    '/slashed/',
    '/empty',
    '/plain/',
  ])
})

t.test('where slashes at the end are ignored, the root of a version is added once', async (t) => {
  for (const server of [{ routerOptions: { ignoreTrailingSlash: true } }, { ignoreTrailingSlash: true }]) {
    const app = await start(t, { server })
    app.get('/', answerUser, answer)
    await app.register(async (items) => void items.get('/', answerUser, answer), { prefix: '/items' })
    for (const url of ['/v1', '/v1/', '/v1/items', '/v1/items/']) {
      t.strictSame(await ask(app, url), { id: 1, name: 'Ada' }, url)
    }
  }
})

t.test('changes of the root of a plugin are served, and documented, as they are elsewhere', async (t) => {
  const app = await start(t, {
    operations: [
      renameField(queryOf('GET /items'), 'page_size', 'limit'),
      wrapBody(responseOf('GET /items'), { into: 'data' }),
      moveEndpoint('/things', '/items'),
      addEndpoint('POST /items'),
    ],
  })
  await app.register(
    async (items) => {
      const querystring = z.object({ limit: z.coerce.number().optional() })
      const response = { 200: z.object({ data: z.array(z.number()) }) }
      items.get('/', { schema: { querystring, response } }, ({ query }) => ({
        data: [(query as { limit: number }).limit],
      }))
      items.post('/', () => ({}))
    },
    { prefix: '/items' },
  )
  for (const path of ['/v1/things', '/v1/things/']) {
    t.strictSame(await ask(app, `${path}?page_size=3`), [3], path)
    t.strictSame(await ask(app, path, 'PUT'), [405, 'GET, HEAD'], path)
  }
  t.strictSame(await ask(app, '/things/?page_size=3&api-version=1'), [3])
  t.strictSame(await ask(app, '/v2/items/?limit=3'), { data: [3] })
  for (const url of ['/v1/items', '/v1/items/', '/v2/things/', '/items/?api-version=1']) {
    t.strictSame(await ask(app, url), [404, undefined], url)
  }
  const { paths } = app.tidemark.document('1')
  t.strictSame(Object.keys(Object(paths) as object), ['/things'])
  t.match(paths, { '/things': { get: { parameters: [{ in: 'query', name: 'page_size' }] } } })
  t.notMatch(JSON.stringify(paths), /"data"|"limit"|"post"/)
})

t.test('versions of a service with a prefix begin with a slash and without', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes: [defineChange({ summary: 'Names.', operations: [names] })] },
      { name: '1', aliases: ['v1'] },
    ],
  })
  let scope: FastifyInstance | undefined
  await app.register(
    async (api) => {
      scope = api
      await api.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'T', version: '0' } } })
      await api.register(versioning, { timeline })
      await api.register(openapi)
      await api.register(problems)
      api.get('/', answerUser, answer)
    },
    { prefix: '/api' },
  )
  for (const url of ['/api/v1', '/api/v1/', '/api?api-version=1', '/api/?api-version=1']) {
    t.strictSame(await ask(app, url), { id: 1, name: 'Ada' }, url)
    t.strictSame(await ask(app, url, 'PUT'), [405, 'GET, HEAD'], url)
  }
  const { paths, servers } = scope?.tidemark.document('1') ?? {}
  t.strictSame([servers, Object.keys(Object(paths) as object)], [[{ url: '/api/v1' }], ['/']])
  t.notMatch(JSON.stringify(paths), '"servers"')
})

t.test('a prefix may end in a slash', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes: [defineChange({ summary: 'Names.', operations: [names] })] },
      { name: '1', aliases: ['v1'] },
    ],
  })
  let paths: readonly string[] = []
  await app.register(
    async (api) => {
      await api.register(versioning, { timeline })
      api.get('/users', answerUser, answer)
      api.get('/', answerUser, answer)
      paths = api.tidemark.endpoints.map(({ path }) => path)
    },
    { prefix: '/api/' },
  )
  t.strictSame([...new Set(paths)], ['/users', '/'])
  for (const url of ['/api/v1/users', '/api/users?api-version=1', '/api/v1', '/api/v1/']) {
    t.strictSame(await ask(app, url), { id: 1, name: 'Ada' }, url)
  }
  t.strictSame(await ask(app, '/api/'), answer())
})

t.test('an operation that cannot be told to be of a versioned route is warned of', async (t) => {
  const told = async (options: ServiceOptions): Promise<readonly string[]> => {
    const lines: string[] = []
    const stream = { write: (line: string) => lines.push((JSON.parse(line) as { msg: string }).msg) }
    const app = await start(t, { ...options, server: { logger: { level: 'warn', stream } } })
    app.get('/users', answerUser, answer)
    app.get('/hidden', { schema: { hide: true } }, answer)
    app.get('/health', { config: { versioning: false } }, answer)
    await app.ready()
    return lines
  }
  t.strictSame(await told({}), [])
  const transform: FastifyDynamicSwaggerOptions['transform'] = ({ schema, url }) => ({
    schema,
    url: url === '/users' ? `/people` : url,
  })
  t.strictSame(await told({ swagger: { transform } }), [
    'The document lacks GET /users, and has GET /people, which is no route that versioning knows and stays as it is in every version. Let the transform of @fastify/swagger leave paths as they are, or hide the routes (schema: { hide: true }).',
  ])
})
