import compress from '@fastify/compress'
import etag from '@fastify/etag'
import Fastify, { type FastifyInstance } from 'fastify'
import { Readable } from 'node:stream'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import t from 'tap'
import { z } from 'zod'
import { defineChange, defineTimeline, renameField } from '../../lib/index.ts'
import { versioning } from '../../plugins/index.ts'

const Item = z.object({ id: z.int(), title: z.string() }).meta({ id: 'Item' })
const titles = defineChange({ summary: 'Titles.', operations: [renameField(Item, 'name', 'title')] })

type Neighbour = (app: FastifyInstance) => unknown

/** A server with another plugin before versioning, or behind it; closed when the test ends. */
async function start(
  test: { readonly teardown: (end: () => unknown) => void },
  order: 'before' | 'behind',
  neighbour: Neighbour,
): Promise<FastifyInstance> {
  const app = Fastify()
  test.teardown(() => app.close())
  if (order === 'before') await neighbour(app)
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes: [titles] },
      { name: '1', aliases: ['v1'] },
    ],
  })
  await app.register(versioning, { timeline })
  if (order === 'behind') await neighbour(app)
  return app
}

const title = 'a title that is long enough to be worth it '.repeat(50)

for (const order of ['before', 'behind'] as const) {
  t.test(`@fastify/etag ${order} versioning tags what each version gets`, async (t) => {
    const app = await start(t, order, (app) => app.register(etag))
    app.get('/item', { schema: { response: { 200: Item } } }, () => ({ id: 1, title: 'One' }))
    const tags = new Map<string, string>()
    for (const version of ['1', '2']) {
      const headers = { 'api-version': version }
      const first = await app.inject({ url: '/item', headers })
      const tag = String(first.headers.etag)
      tags.set(version, tag)
      const again = await app.inject({ url: '/item', headers: { ...headers, 'if-none-match': tag } })
      t.strictSame([again.statusCode, again.body, again.headers.etag], [304, '', tag], version)
      t.equal(again.headers.vary, 'api-version', 'a cache is told what else the answer depends on')
      t.equal(again.headers['api-version'], version)
    }
    t.not(tags.get('1'), tags.get('2'))
    const crossed = await app.inject({
      url: '/item',
      headers: { 'api-version': '1', 'if-none-match': tags.get('2') ?? '' },
    })
    t.strictSame(
      [crossed.statusCode, crossed.json()],
      [200, { id: 1, name: 'One' }],
      'the tag of another version does not count',
    )
  })

  t.test(`@fastify/compress ${order} versioning packs what each version gets`, async (t) => {
    const app = await start(t, order, (app) => app.register(compress, { customTypes: /json|event-stream/ }))
    const ndjson = 'application/x-ndjson'
    app.get('/item', { schema: { response: { 200: Item } } }, () => ({ id: 1, title }))
    app.get(
      '/items',
      { schema: { response: { 200: { content: { [ndjson]: { schema: Item } } } } } },
      (_request, reply) =>
        reply
          .type(ndjson)
          .send(Readable.from(Array.from({ length: 100 }, () => `${JSON.stringify({ id: 1, title })}\n`))),
    )
    for (const [encoding, unpack] of [
      ['gzip', gunzipSync],
      ['br', brotliDecompressSync],
      ['identity', (bytes: Buffer) => bytes],
    ] as const) {
      for (const [version, field] of [
        ['1', 'name'],
        ['2', 'title'],
      ] as const) {
        const headers = { 'api-version': version, 'accept-encoding': encoding }
        const one = await app.inject({ url: '/item', headers })
        t.equal(one.headers['content-encoding'], encoding === 'identity' ? undefined : encoding)
        t.strictSame(
          JSON.parse(unpack(one.rawPayload).toString()),
          { id: 1, [field]: title },
          `${encoding} ${version}`,
        )
        t.equal(Number(one.headers['content-length']), one.rawPayload.length)
        const names = String(one.headers.vary).split(', ').sort()
        t.strictSame(names, encoding === 'identity' ? ['api-version'] : ['accept-encoding', 'api-version'])
        const all = await app.inject({ url: '/items', headers })
        const rows = unpack(all.rawPayload)
          .toString()
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown)
        t.strictSame(
          rows,
          Array.from({ length: 100 }, () => ({ id: 1, [field]: title })),
          `${encoding} ${version}`,
        )
      }
    }
  })

  t.test(`@fastify/etag and @fastify/compress ${order} versioning, at once`, async (t) => {
    const app = await start(t, order, async (app) => {
      await app.register(etag)
      await app.register(compress)
    })
    app.get('/item', { schema: { response: { 200: Item } } }, () => ({ id: 1, title }))
    const tags = new Set<unknown>()
    for (const version of ['1', '2']) {
      const headers = { 'api-version': version, 'accept-encoding': 'gzip' }
      const first = await app.inject({ url: '/item', headers })
      tags.add(first.headers.etag)
      const again = await app.inject({
        url: '/item',
        headers: { ...headers, 'if-none-match': String(first.headers.etag) },
      })
      t.equal(again.statusCode, 304, version)
    }
    t.equal(tags.size, 2)
  })
}
