import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import {
  changeStatus,
  defineChange,
  defineTimeline,
  fromHeader,
  fromMediaType,
  fromPath,
} from '../../lib/index.ts'
import { deprecation, versioning } from '../../plugins/index.ts'

const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    {
      name: '2',
      changes: [
        defineChange({
          summary: 'Things are created.',
          operations: [changeStatus('POST /things', { old: 200, current: 201 })],
        }),
      ],
    },
    { name: '1', deprecated: '2026-01-01' },
  ],
})

async function start(test: { readonly teardown: (end: () => unknown) => void }): Promise<FastifyInstance> {
  const sources = [fromPath(), fromHeader(), fromMediaType({ vendor: 'acme' })]
  const app = Fastify()
  test.teardown(() => app.close())
  await app.register(versioning, { timeline, sources })
  await app.register(deprecation, { guide: 'https://example.com/leave' })
  return app
}

t.test('what a Response says of its headers is kept beside what clients of a version are told', async (t) => {
  const app = await start(t)
  const ownLink = '</a>; rel="next"'
  const links = [
    '</2/things>; rel="successor-version"',
    '</2/things>; rel="latest-version"',
    '<https://example.com/leave>; rel="deprecation"; type="text/html"',
  ]
  const headers = [
    ['vary', 'accept-language'],
    ['api-version', 'of another service'],
    ['link', ownLink],
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ] as const
  app.get('/things', () => new Response('text', { headers: headers.map(([name, value]) => [name, value]) }))
  for (const version of ['2', '1']) {
    const answer = await app.inject({ url: '/things', headers: { 'api-version': version } })
    t.strictSame([answer.statusCode, answer.body], [200, 'text'])
    t.equal(answer.headers.vary, 'accept-language, api-version, accept')
    t.equal(answer.headers['api-version'], version)
    t.strictSame(answer.headers['set-cookie'], ['a=1', 'b=2'])
    t.match(answer.headers['content-type'], /^text\/plain/)
    t.equal(answer.headers.link, [ownLink, ...(version === '2' ? [] : links)].join(', '))
  }
})

t.test('the status of a Response counts as that of any answer', async (t) => {
  const app = await start(t)
  app.post('/things', () => new Response('made', { status: 201 }))
  app.get('/missing', () => new Response('none', { status: 404 }))
  app.delete('/things', () => new Response(null, { status: 204 }))
  const created = await app.inject({ method: 'POST', url: '/things', headers: { 'api-version': '1' } })
  t.strictSame([created.statusCode, created.body], [200, 'made'])
  const missing = await app.inject('/missing')
  t.strictSame([missing.statusCode, missing.headers['cache-control']], [404, 'no-store'])
  const gone = await app.inject({ method: 'DELETE', url: '/things', headers: { 'api-version': '1' } })
  t.strictSame([gone.statusCode, gone.body, gone.headers['api-version']], [204, '', '1'])
})

t.test('a Response in JSON is of the media type that was asked for', async (t) => {
  const app = await start(t)
  app.get('/things', () => Response.json({ id: 1 }))
  const answer = await app.inject({ url: '/things', headers: { accept: 'application/vnd.acme.2+json' } })
  t.strictSame(answer.json(), { id: 1 })
  t.equal(answer.headers['content-type'], 'application/vnd.acme.2+json')
})

t.test('a Response that cannot be sent is answered as Fastify does', async (t) => {
  const app = await start(t)
  const plain = Fastify()
  t.teardown(() => plain.close())
  for (const server of [app, plain]) {
    server.get('/failed', () => Response.error())
    server.get('/read', async () => {
      const answer = new Response('text')
      await answer.text()
      return answer
    })
  }
  for (const url of ['/failed', '/read']) {
    const expected = await plain.inject(url)
    const answer = await app.inject(url)
    t.strictSame([answer.statusCode, answer.body], [expected.statusCode, expected.body], url)
  }
})

t.test('a Response of a route without versions is none of ours', async (t) => {
  const app = await start(t)
  const payloads: unknown[] = []
  app.addHook('onSend', async (_request, _reply, payload) => void payloads.push(payload))
  app.get('/health', { config: { versioning: false } }, () => new Response('ok'))
  t.equal((await app.inject('/health')).body, 'ok')
  t.type(payloads[0], Response)
})
