import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import t, { type Test } from 'tap'
import { z } from 'zod'
import {
  changeErrorShape,
  defineChange,
  defineTimeline,
  fromHeader,
  fromPath,
  moveEndpoint,
} from '../../lib/index.ts'
import { versioning, type VersioningOptions } from '../../plugins/index.ts'

// What answers a path that does not exist, in a plugin that has a prefix.

const changes = [
  defineChange({
    summary: 'Errors say who.',
    operations: [
      changeErrorShape({
        old: z.object({ by: z.string() }),
        current: z.object({ who: z.string() }),
        downgrade: ({ who }) => ({ by: who }),
      }),
      moveEndpoint('/admin/people', '/admin/users'),
    ],
  }),
]
const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    { name: '2', aliases: ['v2'], changes },
    { name: '1', aliases: ['v1'] },
  ],
})

function alone(t: Test): FastifyInstance {
  const app = Fastify()
  t.teardown(() => app.close())
  return app
}

async function start(t: Test, options: Partial<VersioningOptions> = {}): Promise<FastifyInstance> {
  const app = alone(t)
  await app.register(versioning, { timeline, ...options })
  return app
}

const answerAs =
  (who: string) =>
  ({ apiVersion, params }: FastifyRequest, reply: FastifyReply): void => {
    void reply.code(404).send({ who, version: apiVersion?.name, params })
  }

async function ask(app: FastifyInstance, url: string, headers = {}) {
  const response = await app.inject({ url, headers })
  return [response.statusCode, response.json<unknown>()]
}

t.test('a plugin answers what is missing below its prefix in every version', async (t) => {
  const app = await start(t)
  app.setNotFoundHandler(answerAs('root'))
  const ran: string[] = []
  const preHandler = async (request: FastifyRequest): Promise<void> => void ran.push(request.url)
  await app.register(
    async (admin) => {
      admin.setNotFoundHandler({ preHandler }, answerAs('admin'))
      admin.addHook('onSend', async (request, reply) => void reply.header('x-admin', request.server.prefix))
      admin.get('/users', () => ({}))
      await admin.register(
        async (nested) => {
          nested.setNotFoundHandler(answerAs('nested'))
        },
        { prefix: '/nested' },
      )
    },
    { prefix: '/admin' },
  )
  await app.register(async (plain) => void plain.get('/users', () => ({})), { prefix: '/plain' })
  for (const [url, who, rest] of [
    ['/admin/none', 'admin', 'none'],
    ['/v2/admin/none', 'admin', 'none'],
    ['/v2/admin/a/b', 'admin', 'a/b'],
    ['/v2/admin/nested/none', 'nested', 'none'],
    ['/v2/plain/none', 'root', 'v2/plain/none'],
    ['/v2/none', 'root', 'v2/none'],
    ['/v2/administrators', 'root', 'v2/administrators'],
  ] as const) {
    t.strictSame(await ask(app, url), [404, { who, version: '2', params: { '*': rest } }], url)
  }
  t.strictSame(await ask(app, '/v1/admin/none'), [404, { by: 'admin' }], 'errors are downgraded')
  t.strictSame(await ask(app, '/v1/admin/users'), [404, { by: 'admin' }], 'it was elsewhere then')
  t.strictSame(await ask(app, '/v1/admin/nested'), [404, { by: 'nested' }])
  t.strictSame(await ask(app, '/v1/none'), [404, { by: 'root' }])
  t.equal((await app.inject('/v1/admin/none')).headers['x-admin'], '/admin', 'with the hooks of the plugin')
  t.ok(ran.includes('/v2/admin/a/b'))
  t.match(await ask(app, '/v9/admin/none'), [404, { type: 'urn:tidemark:problem:unknown-version' }])
})

t.test('the place of the segment may be elsewhere, or nowhere', async (t) => {
  const shops = await start(t, { sources: [fromPath({ after: '/shops/:shop' })] })
  shops.setNotFoundHandler(answerAs('root'))
  for (const prefix of ['/shops/:shop', '/shops/:shop/admin', '/other']) {
    await shops.register(async (plugin) => void plugin.setNotFoundHandler(answerAs(prefix)), { prefix })
  }
  t.match(await ask(shops, '/shops/3/v2/admin/none'), [404, { who: '/shops/:shop/admin' }])
  t.match(await ask(shops, '/shops/3/v2/none'), [404, { who: '/shops/:shop', version: '2' }])
  t.match(await ask(shops, '/v2/other/none'), [404, { who: 'root' }])

  const byHeader = await start(t, { sources: [fromHeader()] })
  byHeader.setNotFoundHandler(answerAs('root'))
  await byHeader.register(async (admin) => void admin.setNotFoundHandler(answerAs('admin')), {
    prefix: '/admin',
  })
  t.match(await ask(byHeader, '/v2/admin/none'), [404, { who: 'root' }])
  t.strictSame(await ask(byHeader, '/admin/none', { 'api-version': '1' }), [404, { by: 'admin' }])

  const nested = alone(t)
  nested.setNotFoundHandler(answerAs('root'))
  await nested.register(
    async (api) => {
      await api.register(versioning, { timeline })
      api.setNotFoundHandler(answerAs('api'))
      await api.register(async (admin) => void admin.setNotFoundHandler(answerAs('admin')), {
        prefix: '/admin',
      })
    },
    { prefix: '/api' },
  )
  t.match(await ask(nested, '/api/v2/admin/none'), [404, { who: 'admin', version: '2' }])
  t.match(await ask(nested, '/api/v2/none'), [404, { who: 'api', version: '2' }])
  t.match(await ask(nested, '/v2/admin/none'), [404, { who: 'root' }])
})

t.test('a second handler is refused in the words of Fastify', async (t) => {
  const app = await start(t)
  await t.rejects(
    async () =>
      app.register(
        async (admin) => {
          admin.setNotFoundHandler(answerAs('admin'))
          admin.setNotFoundHandler(answerAs('again'))
        },
        { prefix: '/admin' },
      ),
    /Not found handler already set for Fastify instance with prefix: '\/admin'/,
  )
})

t.test('without a handler of its own, what is missing below a prefix is kept by no cache', async (t) => {
  const app = alone(t)
  app.setNotFoundHandler((_request, reply) => reply.code(404).header('x-by', 'root').send('none'))
  await app.register(
    async (api) => {
      await api.register(versioning, { timeline })
      api.get('/users', () => ({}))
    },
    { prefix: '/api' },
  )
  const headersOf = async (url: string) => {
    const { statusCode, headers } = await app.inject(url)
    return [statusCode, headers['x-by'], headers.vary, headers['cache-control']]
  }
  t.strictSame(await headersOf('/api/none'), [404, 'root', 'api-version', 'no-store'])
  t.strictSame(await headersOf('/api'), [404, 'root', 'api-version', 'no-store'])
  t.strictSame(await headersOf('/apis'), [404, 'root', undefined, undefined])
  t.strictSame(await headersOf('/api/users'), [200, undefined, 'api-version', undefined])
})
