import { context, trace, type Span } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import Fastify from 'fastify'
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Writable } from 'node:stream'
import t from 'tap'
import { z } from 'zod'
import { defineChange, defineTimeline, renameField } from '../../lib/index.ts'
import { versioning, type StageMessage } from '../../plugins/index.ts'

const Item = z.object({ id: z.int(), title: z.string() }).meta({ id: 'Item' })
const titles = defineChange({
  summary: '`name` is `title`.',
  operations: [renameField(Item, 'name', 'title')],
})
const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    { name: '2', aliases: ['v2'], changes: [titles] },
    { name: '1', aliases: ['v1'] },
  ],
})

const rootContext = context.active()

t.test('every line of a request’s log names the version, what was asked for, and where', async (t) => {
  const lines: Record<string, unknown>[] = []
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>)
      done()
    },
  })
  const app = Fastify({ logger: { level: 'info', stream } })
  t.teardown(() => app.close())
  await app.register(versioning, { timeline })
  app.get('/items', (request, reply) => {
    request.log.info('in the handler')
    reply.log.info('of the reply')
    return []
  })
  app.get('/health', { config: { versioning: false } }, (request) => {
    request.log.info('without versions')
    return 'ok'
  })
  await app.inject('/v1/items')
  await app.inject('/items')
  await app.inject('/health')
  const told = ['in the handler', 'of the reply', 'request completed', 'without versions']
  t.strictSame(
    lines
      .filter(({ msg }) => told.includes(String(msg)))
      .map(({ msg, reqId, apiVersion, requested, source }) => [msg, reqId, apiVersion, requested, source]),
    [
      ['in the handler', 'req-1', '1', 'v1', 'path'],
      ['of the reply', 'req-1', '1', 'v1', 'path'],
      ['request completed', 'req-1', '1', 'v1', 'path'],
      ['in the handler', 'req-2', '2', undefined, undefined],
      ['of the reply', 'req-2', '2', undefined, undefined],
      ['request completed', 'req-2', '2', undefined, undefined],
      ['without versions', 'req-3', undefined, undefined, undefined],
      ['request completed', 'req-3', undefined, undefined, undefined],
    ],
  )
})

t.test('each stage is published on a channel of its own, to those who have subscribed', async (t) => {
  const stages = ['resolve-version', 'refuse-version', 'upgrade-request', 'downgrade-response']
  const seen: unknown[] = []
  for (const stage of stages) {
    const listener = (message: unknown) => {
      const { request } = message as StageMessage
      seen.push([stage, request.url, request.apiVersion?.name])
    }
    subscribe(`tidemark:${stage}`, listener)
    t.teardown(() => unsubscribe(`tidemark:${stage}`, listener))
  }
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(versioning, { timeline })
  app.post('/items', { schema: { body: Item, response: { 200: Item } } }, ({ body }) => body)
  const post = (url: string, body: object) => app.inject({ method: 'POST', url, body })
  await post('/v1/items', { id: 1, name: 'One' })
  await post('/v2/items', { id: 1, title: 'One' })
  await post('/v9/items', { id: 1, title: 'One' })
  t.strictSame(seen, [
    ['resolve-version', '/v1/items', '1'],
    ['upgrade-request', '/v1/items', '1'],
    ['downgrade-response', '/v1/items', '1'],
    ['resolve-version', '/v2/items', '2'],
    ['refuse-version', '/v9/items', undefined],
  ])
})

t.test('the active span of OpenTelemetry is told', async (t) => {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  const tracer = provider.getTracer('test')
  const storage = new AsyncLocalStorage<Span>()
  context.setGlobalContextManager({
    active: () => {
      const span = storage.getStore()
      return span === undefined ? rootContext : trace.setSpan(rootContext, span)
    },
    with: (_context, run, self, ...values) => run.apply(self, values),
    bind: (_context, target) => target,
    enable() {
      return this
    },
    disable() {
      return this
    },
  })
  t.teardown(() => {
    context.disable()
  })
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(versioning, { timeline, telemetry: trace })
  app.get('/items', () => [])
  for (const url of ['/v1/items', '/items', `/items?api-version=${'x'.repeat(500)}`]) {
    await tracer.startActiveSpan(url, async (span) => {
      await storage.run(span, async () => {
        await app.inject(url)
      })
      span.end()
    })
  }
  // Outside of a span there is nobody to tell.
  t.equal((await app.inject('/v1/items')).statusCode, 200)
  t.strictSame(
    exporter.getFinishedSpans().map(({ attributes }) => attributes),
    [
      { 'tidemark.version': '1', 'tidemark.requested': 'v1', 'tidemark.source': 'path' },
      { 'tidemark.version': '2' },
      {},
    ],
  )
})
