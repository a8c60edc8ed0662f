import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import t, { type Test } from 'tap'
import { addEndpoint, defineChange, defineTimeline, moveEndpoint } from '../../lib/index.ts'
import { problems, versioning } from '../../plugins/index.ts'

const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    {
      name: '2',
      aliases: ['v2'],
      changes: [
        defineChange({
          summary: 'Items can be deleted, and are no longer things.',
          operations: [addEndpoint('DELETE /items/:id(^\\d+$)'), moveEndpoint('/things', '/items')],
        }),
      ],
    },
    { name: '1', aliases: ['v1'] },
  ],
})

async function start(t: Test, server: FastifyServerOptions = {}): Promise<FastifyInstance> {
  const app = Fastify(server)
  t.teardown(() => app.close())
  await app.register(versioning, { timeline })
  await app.register(problems)
  app.get('/items', () => [])
  app.post('/items', () => ({}))
  app.get('/items/:id(^\\d+$)', () => ({}))
  app.delete('/items/:id(^\\d+$)', () => ({}))
  app.get('/files/*', () => 'file')
  app.get('/health', { config: { versioning: false } }, () => 'ok')
  return app
}

t.test('a path that has other methods is a 405 with them, in the version that was asked for', async (t) => {
  const app = await start(t)
  const ask = async (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, headers = {}) => {
    const answer = await app.inject({ method, url, headers })
    return [answer.statusCode, answer.headers.allow, answer.json<{ title: string }>().title]
  }
  const not = 'Method Not Allowed'
  t.strictSame(await ask('PUT', '/items'), [405, 'GET, HEAD, POST', not])
  t.strictSame(await ask('PUT', '/v2/items'), [405, 'GET, HEAD, POST', not])
  t.strictSame(await ask('PUT', '/v1/things'), [405, 'GET, HEAD, POST', not])
  t.strictSame(
    await ask('PUT', '/v1/items'),
    [404, undefined, 'Not Found'],
    'it is elsewhere in that version',
  )
  t.strictSame(await ask('PUT', '/v2/items/7'), [405, 'DELETE, GET, HEAD', not])
  t.strictSame(await ask('POST', '/things/7', { 'api-version': '1' }), [405, 'GET, HEAD', not])
  t.strictSame(await ask('DELETE', '/things/7', { 'api-version': '1' }), [405, 'GET, HEAD', not], 'new in 2')
  t.strictSame(await ask('PUT', '/items/seven'), [404, undefined, 'Not Found'], 'no such path')
  t.strictSame(await ask('GET', '/items/seven'), [404, undefined, 'Not Found'])
  t.strictSame(await ask('PUT', '/files/a/b'), [405, 'GET, HEAD', not])
  t.strictSame(await ask('PUT', '/health'), [405, 'GET, HEAD', not])
  t.strictSame(await ask('PUT', '/nowhere'), [404, undefined, 'Not Found'])
})

t.test('a 405 is not taken for a version error, nor the other way round', async (t) => {
  const app = await start(t)
  const ask = async (url: string, headers = {}) => {
    const answer = await app.inject({ method: 'PUT', url, headers })
    return [answer.statusCode, answer.json<{ type: string }>().type]
  }
  t.strictSame(await ask('/v9/items'), [404, 'urn:tidemark:problem:unknown-version'])
  t.strictSame(await ask('/items', { 'api-version': '9' }), [405, 'about:blank'])
  t.strictSame(await ask('/v1/things', { 'api-version': '2' }), [404, 'about:blank'], 'two versions')
})

t.test('a route without versions has no methods behind a version', async (t) => {
  const app = await start(t)
  for (const method of ['GET', 'POST'] as const) {
    const answer = await app.inject({ method, url: '/v1/health' })
    t.strictSame([answer.statusCode, answer.headers.allow], [404, undefined], method)
  }
})

t.test('a 405 is told as a whole', async (t) => {
  const app = await start(t)
  const answer = await app.inject({ method: 'PUT', url: '/v1/things?a=1' })
  t.strictSame(
    [answer.headers['content-type'], answer.headers['api-version'], answer.json()],
    [
      'application/problem+json; charset=utf-8',
      '1',
      {
        type: 'about:blank',
        title: 'Method Not Allowed',
        status: 405,
        detail: '/v1/things has no PUT. It has GET, HEAD, POST.',
      },
    ],
  )
})

t.test('what is missing is told by the URL that the client has sent', async (t) => {
  const rewriteUrl = ({ url = '' }: { readonly url?: string | undefined }): string =>
    url.replace(/^\/gateway(?=\/)/, '')
  const app = await start(t, { rewriteUrl })
  app.get('/pages/*', (_request, reply) => reply.callNotFound())
  const ask = async (method: 'GET' | 'PUT', url: string) =>
    (await app.inject({ method, url })).json<{ detail: string }>().detail
  t.equal(await ask('GET', '/v1/pages/a?b=c'), 'GET /v1/pages/a does not exist.')
  t.equal(await ask('GET', '/gateway/v1/none'), 'GET /gateway/v1/none does not exist.')
  t.equal(
    await ask('PUT', '/gateway/v1/things'),
    '/gateway/v1/things has no PUT. It has GET, HEAD, POST.',
    'its methods are those of the path that it becomes',
  )
})

t.test('without versioning the plugin answers a 404', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(problems)
  app.get('/items', () => [])
  t.equal((await app.inject({ method: 'PUT', url: '/items' })).statusCode, 404)
})
