import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import { z } from 'zod'
import { buildGuide, toMarkdown } from '../../lib/guide/index.ts'
import {
  defineChange,
  defineTimeline,
  fromHeader,
  fromPath,
  renameField,
  type VersionSource,
} from '../../lib/index.ts'
import { openapi, versioning } from '../../plugins/index.ts'
import { validateDocument } from '../lib/openapi/validate-document.ts'

const Order = z.object({ id: z.int(), total: z.int() }).meta({ id: 'Order' })
const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    {
      name: '2',
      aliases: ['v2'],
      changes: [
        defineChange({
          summary: '`sum` is called `total`.',
          operations: [renameField(Order, 'sum', 'total')],
        }),
      ],
    },
    { name: '1', aliases: ['v1'] },
  ],
})

async function start(t: Test, sources: readonly VersionSource[]): Promise<FastifyInstance> {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'T', version: '0' } } })
  await app.register(
    async (api) => {
      await api.register(versioning, { timeline, sources })
      await api.register(openapi)
      const schema = { params: z.object({ shop: z.string() }), response: { 200: Order } }
      api.get('/shops/:shop/orders', { schema }, () => ({ id: 1, total: 2 }))
      api.get('/orders', { schema: { response: { 200: Order } } }, () => ({ id: 1, total: 2 }))
      app.decorate('ours', api)
    },
    { prefix: '/api' },
  )
  await app.ready()
  return app.getDecorator<FastifyInstance>('ours')
}

/** The paths of a document, each with the servers that it is found on and the parameters that are no part of it. */
async function readPaths(t: Test, document: Readonly<Record<string, unknown>>): Promise<unknown> {
  t.strictSame(await validateDocument(document), { valid: true })
  const { servers = null, paths } = document as {
    readonly servers?: unknown
    readonly paths: Record<string, { readonly get: { readonly parameters?: readonly Named[] } }>
  }
  const listed = Object.entries(paths).map(([path, { get }]) => [
    path,
    (get.parameters ?? []).flatMap((one) => (one.in === 'path' ? [] : `${one.in} ${one.name}`)),
  ])
  return { servers, paths: Object.fromEntries(listed) }
}

interface Named {
  readonly in: string
  readonly name: string
}

t.test(
  'where the segment stands further down, and a header names versions too, documents use that',
  async (t) => {
    const { tidemark } = await start(t, [fromPath({ after: '/shops/:shop' }), fromHeader()])
    for (const name of ['v1', 'v2']) {
      t.strictSame(await readPaths(t, tidemark.document(name)), {
        servers: null,
        paths: {
          '/api/shops/{shop}/orders': ['header api-version'],
          '/api/orders': ['header api-version'],
        },
      })
    }
    const guide = toMarkdown(buildGuide(tidemark, { from: 'v1' }))
    t.match(guide, `curl --include "$API/api/shops/$shop/orders" --header 'api-version: 2'`)
  },
)

t.test('where nothing but a segment further down names versions, it stands in the paths', async (t) => {
  const app = await start(t, [fromPath({ after: '/shops/:shop' })])
  for (const name of ['v1', 'v2']) {
    t.strictSame(await readPaths(t, app.tidemark.document(name)), {
      servers: null,
      paths: { [`/api/shops/{shop}/${name}/orders`]: [], '/api/orders': [] },
    })
  }
  t.strictSame((await app.inject('/api/shops/1/v1/orders')).json(), { id: 1, sum: 2 })
  const guide = toMarkdown(buildGuide(app.tidemark, { from: 'v1' }))
  t.match(guide, 'curl --include "$API/api/shops/$shop/v2/orders"')
  t.match(guide, '`GET /api/shops/:shop/v1/orders`')
})
