import cors from '@fastify/cors'
import Fastify from 'fastify'
import t from 'tap'
import { defineTimeline } from '../../lib/index.ts'
import { deprecation, problems, versioning } from '../../plugins/index.ts'

const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    { name: '2', aliases: ['v2'] },
    { name: '1', aliases: ['v1'], deprecated: '2026-01-01', sunset: '2026-12-01' },
  ],
})

for (const order of ['before', 'after'] as const) {
  t.test(
    `a page of another origin may read the headers of versions, with cors registered ${order}`,
    async (t) => {
      const app = Fastify()
      t.teardown(() => app.close())
      const options = { origin: 'https://page.example', exposedHeaders: ['x-own', 'Link'] }
      if (order === 'before') await app.register(cors, options)
      await app.register(versioning, { timeline })
      await app.register(deprecation)
      await app.register(problems)
      if (order === 'after') await app.register(cors, options)
      app.get('/items', () => [])
      const headersOf = async (url: string, headers = {}) => {
        const answer = await app.inject({ url, headers: { origin: 'https://page.example', ...headers } })
        const { vary } = answer.headers
        return [
          answer.statusCode,
          answer.headers['access-control-allow-origin'],
          answer.headers['access-control-expose-headers'],
          String(vary).toLowerCase().split(', ').sort().join(),
        ]
      }
      const origin = 'https://page.example'
      t.strictSame(await headersOf('/v2/items'), [200, origin, 'x-own, Link, api-version', 'undefined'])
      t.strictSame(await headersOf('/v1/items'), [
        200,
        origin,
        'x-own, Link, api-version, deprecation, sunset',
        'undefined',
      ])
      t.strictSame(await headersOf('/items'), [200, origin, 'x-own, Link, api-version', 'api-version'])
      t.strictSame(await headersOf('/nowhere'), [404, origin, 'x-own, Link, api-version', 'api-version'])
      const preflight = await app.inject({
        method: 'OPTIONS',
        url: '/v1/items',
        headers: {
          origin,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'api-version',
        },
      })
      t.strictSame(
        [preflight.statusCode, preflight.headers['access-control-allow-headers']],
        [204, 'api-version'],
      )
    },
  )
}

for (const [order, origin] of [
  ['before', '*'],
  ['after', undefined],
] as const) {
  t.test(
    `what versioning refuses itself has the headers of cors where that comes first: ${order}`,
    async (t) => {
      const app = Fastify()
      t.teardown(() => app.close())
      if (order === 'before') await app.register(cors)
      await app.register(versioning, { timeline })
      await app.register(problems)
      if (order === 'after') await app.register(cors)
      app.get('/items', () => [])
      const get = async (url: string) => {
        const answer = await app.inject({ url, headers: { origin: 'https://page.example' } })
        return [answer.statusCode, answer.headers['access-control-allow-origin']]
      }
      t.strictSame(await get('/items?api-version=x'), [400, origin])
      t.strictSame(await get('/v9/items'), [404, origin])
      t.strictSame(await get('/v1/items'), [200, '*'])
      t.strictSame(await get('/v1/nowhere'), [404, '*'])
    },
  )
}

t.test('without another origin nothing is exposed', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(versioning, { timeline })
  app.get('/items', () => [])
  t.equal((await app.inject('/items')).headers['access-control-expose-headers'], undefined)
})
