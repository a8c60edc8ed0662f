import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import t, { type Test } from 'tap'
import { fromHeader, fromPath, moveEndpoint, type Operation } from '../../lib/index.ts'
import { versioning, type VersioningOptions } from '../../plugins/index.ts'
import { answerUser, userTimeline } from './user-timeline.ts'

// What a route is called, and what handlers read that are for whatever stands behind their path.

const answer = () => ({ id: 1, fullName: 'Ada' })

async function start(
  t: Test,
  operations: readonly Operation[] = [],
  { before, ...options }: Partial<VersioningOptions> & { before?: (app: FastifyInstance) => unknown } = {},
) {
  const app = Fastify()
  t.teardown(() => app.close())
  before?.(app)
  await app.register(versioning, { timeline: userTimeline(operations), ...options })
  return app
}

t.test('a route that has a segment for the version is called so', async (t) => {
  const labels: unknown[] = []
  const app = await start(t, [moveEndpoint('/people/:id', '/users/:id')])
  app.addHook('onResponse', async ({ routeOptions }) => {
    labels.push([routeOptions.url, routeOptions.config.url])
  })
  app.get('/users/:id', answerUser, answer)
  await app.register(async (admin) => void admin.get('/', answerUser, answer), { prefix: '/admin' })
  for (const [url, label] of [
    ['/v1/people/1', '/:version/people/:id'],
    ['/people/1?api-version=1', '/people/:id'],
    ['/v2/users/1', '/:version/users/:id'],
    ['/users/1', '/users/:id'],
    ['/v1/admin', '/:version/admin'],
    ['/v1/admin/', '/:version/admin/'],
  ] as const) {
    for (const method of ['GET', 'HEAD'] as const) {
      labels.length = 0
      t.equal((await app.inject({ method, url })).statusCode, 200, url)
      t.strictSame(labels, [[label, label]], `${method} ${url}`)
    }
  }
  labels.length = 0
  await app.inject('/v9/users/1')
  t.strictSame(
    labels,
    [['/:version/users/:id', '/:version/users/:id']],
    'there is one label for all versions',
  )
  t.match(app.printRoutes({ commonPrefix: false }), '__tidemarkVersion', 'the router has a path of its own')
})

t.test('what is added to routes, before versioning or behind it, reads what they are called', async (t) => {
  const seen: string[] = []
  const note = (app: FastifyInstance): unknown =>
    app.addHook('onRoute', ({ method, url }) => void seen.push(`${String(method)} ${url}`))
  for (const order of ['before', 'behind'] as const) {
    seen.length = 0
    const sources = [fromPath({ after: '/shops/:shop' }), fromHeader()]
    const app = await start(t, [], { sources, ...(order === 'before' ? { before: note } : {}) })
    if (order === 'behind') note(app)
    app.get('/shops/:shop/users/:version', answerUser, answer)
    await app.register(async (admin) => void admin.get('/admin', answerUser, answer), {
      prefix: '/shops/:shop',
    })
    await app.ready()
    t.strictSame(
      seen.sort(),
      [
        'GET /shops/:shop/:version/admin',
        'GET /shops/:shop/:version/users/:version',
        'GET /shops/:shop/admin',
        'GET /shops/:shop/users/:version',
        'HEAD /shops/:shop/:version/admin',
        'HEAD /shops/:shop/:version/users/:version',
        'HEAD /shops/:shop/admin',
        'HEAD /shops/:shop/users/:version',
      ],
      order,
    )
    const response = await app.inject('/shops/3/v1/users/4')
    t.strictSame([response.statusCode, response.json()], [200, { id: 1, name: 'Ada' }])
  }
})

/** Cuts the path of a file out of the URL as a server of files may: by what its route was first called. */
function serveFiles(app: FastifyInstance): void {
  let prefix: string | undefined
  app.get('/files/*', async (request, reply) => {
    prefix ??= request.routeOptions.url?.slice(0, -1) ?? ''
    const { url, originalUrl } = request
    if (!url.startsWith(prefix)) return reply.callNotFound()
    await Promise.resolve()
    return { file: url.slice(prefix.length), sent: [originalUrl, request.url] }
  })
}

const ask = async (app: FastifyInstance, url: string) => {
  const { statusCode, body } = await app.inject(url)
  return statusCode === 200 ? (JSON.parse(body) as unknown) : statusCode
}

t.test('files are found at every address, whichever is asked first', async (t) => {
  const addresses = ['/files/', '/v1/assets/', '/v2/files/', '/assets/', '/v1/assets/']
  for (let turn = 0; turn < addresses.length; turn += 1) {
    const app = await start(t, [moveEndpoint('/assets/*', '/files/*')])
    serveFiles(app)
    for (const address of [...addresses.slice(turn), ...addresses.slice(0, turn)]) {
      for (const file of ['a.txt', 'b%2Fc%20d/e', '', 'f?g=/v1/files/']) {
        const url = `${address}${file}${address === '/assets/' ? `${file.includes('?') ? '&' : '?'}api-version=1` : ''}`
        const found = url.slice(address.length)
        t.strictSame(await ask(app, url), { file: found, sent: [url, url] }, url)
      }
    }
  }
})

t.test('a file that there is not is missing at the address that was asked', async (t) => {
  const app = await start(t)
  app.get('/files/*', (_request, reply) => {
    reply.callNotFound()
  })
  for (const url of ['/files/none', '/v1/files/none?a=b']) {
    t.match((await app.inject(url)).json(), { message: `Route GET:${url} not found`, statusCode: 404 }, url)
  }
})

t.test('a file that an async handler finds missing is missing, whenever it is said', async (t) => {
  const app = await start(t)
  app.setNotFoundHandler(async ({ url }, reply) => {
    await new Promise(setImmediate)
    return reply.code(404).send({ missing: url })
  })
  app.get('/files/*', async (_request, reply) => reply.callNotFound())
  for (const url of ['/files/none', '/v1/files/none?a=b']) {
    const { statusCode, body } = await app.inject(url)
    t.strictSame([statusCode, body], [404, JSON.stringify({ missing: url })], url)
  }
})

t.test('parameters before the wildcard are those of the address', async (t) => {
  const app = await start(t, [moveEndpoint('/shops/:shop/assets/*', '/tenants/:shop/files/*')])
  app.get('/tenants/:shop/files/*', async ({ url, params }: FastifyRequest) => ({ url, params }))
  t.strictSame(await ask(app, '/v1/shops/a%20b/assets/c%2Fd'), {
    url: '/tenants/a%20b/files/c%2Fd',
    params: { shop: 'a b', '*': 'c/d' },
  })
  t.strictSame(await ask(app, '/v1/shops/..%2Fx/assets/c'), {
    url: '/tenants/..%2Fx/files/c',
    params: { shop: '../x', '*': 'c' },
  })
})

t.test('a proxy finds its prefix behind a version', async (t) => {
  const app = await start(t)
  await app.register(
    async (proxy) => {
      proxy.all('/*', function (this: FastifyInstance, { url }, reply) {
        if (!url.startsWith(this.prefix)) throw new Error(url)
        void reply.send({ to: `/base${url.slice(this.prefix.length)}` })
      })
    },
    { prefix: '/proxy' },
  )
  for (const address of ['/proxy', '/v1/proxy', '/v2/proxy']) {
    t.strictSame(await ask(app, `${address}/a/b?c=d`), { to: '/base/a/b?c=d' }, address)
  }
})

t.test('hooks and handlers of a plugin find its prefix, whichever address is asked', async (t) => {
  const app = await start(t, [moveEndpoint('/old/users', '/admin/users')])
  const prefixes: string[] = []
  await app.register(
    async (admin) => {
      admin.addHook('onRequest', async function (this: FastifyInstance, { server }) {
        prefixes.push(this.prefix, server.prefix)
      })
      admin.get('/users', async function (this: FastifyInstance) {
        return { prefix: this.prefix }
      })
    },
    { prefix: '/admin' },
  )
  for (const url of ['/admin/users', '/v1/old/users', '/old/users?api-version=1', '/v2/admin/users']) {
    t.strictSame(await ask(app, url), { prefix: '/admin' }, url)
  }
  t.strictSame([...new Set(prefixes)], ['/admin'])
})
