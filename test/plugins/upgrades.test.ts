import Fastify, { type FastifyInstance } from 'fastify'
import { once } from 'node:events'
import { ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import t, { type Test } from 'tap'
import {
  addEndpoint,
  defineChange,
  defineTimeline,
  fromHeader,
  fromPath,
  fromRequest,
} from '../../lib/index.ts'
import { deprecation, versioning } from '../../plugins/index.ts'

// A plugin for sockets takes the connection from the server and hands the request to the router; whether it is an
// upgrade it notes in an `onRequest`, and what was not upgraded it closes in an `onResponse`.

const taken: unique symbol = Symbol('taken')

function acceptSockets(app: FastifyInstance): void {
  app.server.on('upgrade', (message, socket: Duplex) => {
    const response = new ServerResponse(message)
    // It is a socket of node:net, which is what the response asks for.
    if ('remotePort' in socket) response.assignSocket(socket as Parameters<typeof response.assignSocket>[0])
    app.routing(Object.assign(message, { [taken]: socket }), response)
  })
  const noted = new WeakSet()
  app.addHook('onRequest', async ({ raw }) => void noted.add(raw))
  app.addHook('onResponse', async ({ raw }) => {
    if (taken in raw && noted.has(raw)) (raw[taken] as Duplex).destroy()
  })
}

async function start(t: Test, order: 'before' | 'behind') {
  const app = Fastify()
  t.teardown(() => app.close())
  if (order === 'before') acceptSockets(app)
  const changes = [defineChange({ summary: 'News.', operations: [addEndpoint('GET /news')] })]
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '3', aliases: ['v3'], changes },
      { name: '2', aliases: ['v2'] },
      { name: '1', aliases: ['v1'], deprecated: '2020-01-01', sunset: '2021-01-01' },
    ],
  })
  const failing = fromRequest(
    ({ headers }) => {
      if (headers['x-fails'] !== undefined) throw new Error('no version')
      return undefined
    },
    { name: 'a source that fails', vary: [] },
  )
  await app.register(versioning, { timeline, sources: [fromPath(), fromHeader(), failing] })
  await app.register(deprecation, { enforceSunset: true })
  if (order === 'behind') acceptSockets(app)
  app.get('/chat', (request, reply) => {
    const socket = taken in request.raw ? (request.raw[taken] as Duplex) : undefined
    if (socket === undefined) return { version: request.apiVersion?.name }
    reply.hijack()
    socket.end(`HTTP/1.1 101 Switching Protocols\r\n\r\n${String(request.apiVersion?.name)}`)
    return reply
  })
  app.get('/news', () => ({}))
  await app.listen({ port: 0, host: '127.0.0.1' })
  return app
}

/** What a server answers on one connection until it closes that. */
async function upgrade(app: FastifyInstance, path: string, header = 'x-none: 1'): Promise<string> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${header}\r\n\r\n`,
  )
  let text = ''
  socket.on('data', (chunk) => (text += String(chunk)))
  await once(socket, 'close', { signal: AbortSignal.timeout(5000) })
  return text
}

for (const order of ['before', 'behind'] as const) {
  t.test(`an upgrade that is refused is answered and closed, by sockets ${order} versioning`, async (t) => {
    const app = await start(t, order)
    t.match(await upgrade(app, '/chat'), /^HTTP\/1\.1 101 [^]*3$/)
    t.match(await upgrade(app, '/v2/chat'), /^HTTP\/1\.1 101 [^]*2$/)
    for (const [path, header, status] of [
      ['/v9/chat', undefined, 404],
      ['/v9/nothing', undefined, 404],
      ['/chat', 'api-version: 9', 400],
      ['/v2/chat', 'api-version: 3', 400],
      ['/v2/news', undefined, 404],
      ['/v1/chat', undefined, 410],
      ['/chat', 'x-fails: 1', 500],
      ['/nothing', undefined, 404],
    ] as const) {
      t.match(await upgrade(app, path, header), new RegExp(`^HTTP/1\\.1 ${String(status)} `), path)
    }
  })
}

t.test('a refusal of any other request leaves its connection open', async (t) => {
  const app = await start(t, 'behind')
  const response = await app.inject('/v9/chat')
  t.equal(response.headers.connection, 'keep-alive')
  t.equal((await app.inject({ url: '/v9/chat', headers: { upgrade: 'h2c' } })).headers.connection, 'close')
})
