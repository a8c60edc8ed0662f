import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { request } from 'undici'
import { z } from 'zod'
import {
  changeStatus,
  defineChange,
  defineLoader,
  defineTimeline,
  loadFrom,
  removeField,
  renameField,
  type Operation,
} from '../../lib/index.ts'
import { problems, versioning } from '../../plugins/index.ts'

interface Test {
  readonly teardown: (end: () => unknown) => void
}

const Order = z.object({ id: z.int(), total: z.int() }).meta({ id: 'Order' })
const rename = renameField(Order, 'sum', 'total')

async function start(test: Test, ...operations: readonly Operation[]): Promise<FastifyInstance> {
  const app = Fastify()
  test.teardown(() => app.close())
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes: [defineChange({ summary: 'A change.', operations })] },
      { name: '1', aliases: ['v1'] },
    ],
  })
  await app.register(versioning, { timeline })
  return app
}

/** A route's schema: a stream of orders. */
function streamOf(mediaType: string, status = '200'): object {
  return { response: { [status]: { content: { [mediaType]: { schema: Order } } } } }
}

const ndjson = 'application/x-ndjson'
const lines = (count: number): string[] =>
  Array.from({ length: count }, (_, id) => `{"id":${String(id)},"total":${String(id)}}\n`)
const toOld = (current: string): string => current.replaceAll('"total"', '"sum"')
/** Renamed fields come last or first as the schema lists them; the text is compared as values. */
const read = (body: string): unknown[] =>
  body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)

t.test('each line of a declared stream is of the version, whichever kind of stream it is', async (t) => {
  const app = await start(t, rename)
  const all = lines(100)
  const bytes = Buffer.from(all.join(''))
  const cut = (size: number): Buffer[] =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    )
  const toWeb = (): ReadableStream =>
    new ReadableStream({
      start(controller) {
        for (const part of cut(7)) controller.enqueue(part)
        controller.close()
      },
    })
  const kinds: Readonly<Record<string, () => unknown>> = {
    texts: () => Readable.from(all),
    bytes: () => Readable.from(cut(11), { objectMode: false }),
    one: () => Readable.from([bytes]),
    web: toWeb,
  }
  for (const [kind, make] of Object.entries(kinds)) {
    app.get(`/${kind}`, { schema: streamOf(ndjson) }, (_request, reply) =>
      reply.type(`${ndjson}; charset=utf-8`).send(make()),
    )
  }
  app.get('/untyped', { schema: streamOf(ndjson) }, (_request, reply) => reply.send(Readable.from(all)))
  app.get('/range', { schema: streamOf('Application/X-NDJSON', '2XX') }, (_request, reply) =>
    reply.code(203).type(ndjson).send(Readable.from(all)),
  )
  app.get(
    '/response',
    { schema: streamOf(ndjson, '201') },
    () =>
      new Response(toWeb(), {
        status: 201,
        headers: { 'content-type': ndjson, 'content-length': String(bytes.length), 'x-own': 'yes' },
      }),
  )
  for (const kind of [...Object.keys(kinds), 'untyped', 'range', 'response']) {
    const old = await app.inject(`/v1/${kind}`)
    const status = kind === 'range' ? 203 : kind === 'response' ? 201 : 200
    t.equal(old.statusCode, status, kind)
    t.equal(old.body, toOld(all.join('')), kind)
    t.equal(old.headers['content-length'], undefined, kind)
    t.equal(old.headers['api-version'], '1', kind)
    const current = await app.inject(`/v2/${kind}`)
    t.equal(current.body, all.join(''), kind)
    t.equal(current.headers['content-type'], old.headers['content-type'], kind)
    if (kind === 'response') t.equal(old.headers['x-own'], 'yes')
  }
})

t.test('the stream of the current version is the very one that the service has given', async (t) => {
  const app = await start(t, rename)
  let sent: unknown
  let given: unknown
  app.get(
    '/orders',
    {
      schema: streamOf(ndjson),
      onSend: (_request, _reply, payload, done) => {
        sent = payload
        done(null, payload)
      },
    },
    (_request, reply) => {
      given = Readable.from(lines(2))
      return reply.type(ndjson).send(given)
    },
  )
  t.equal((await app.inject('/v2/orders')).body, lines(2).join(''))
  t.equal(sent, given)
  t.equal((await app.inject('/v1/orders')).body, toOld(lines(2).join('')))
  t.not(sent, given)
})

t.test('events keep what belongs to them, and arrive one by one', async (t) => {
  const app = await start(t, rename)
  let write: (text: string) => void = () => undefined
  let end: () => void = () => undefined
  app.get('/events', { schema: streamOf('text/event-stream') }, (_request, reply) => {
    const stream = new Readable({ read: () => undefined })
    write = (part) => void stream.push(part)
    end = () => void stream.push(null)
    write(': hello\n\n')
    return reply.type('text/event-stream').send(stream)
  })
  const origin = await app.listen({ port: 0 })
  const { body } = await request(`${origin}/v1/events`)
  const parts: AsyncIterator<Buffer> = body[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const { value } = (await parts.next()) as { value?: Buffer }
    return value === undefined ? 'the end' : value.toString()
  }
  t.equal(await next(), ': hello\n\n')
  write('id: 1\r\nevent: order\r\ndata: {"id":1,')
  t.equal(await next(), 'id: 1\r\nevent: order\r\n')
  write('"total":2}\r\n\r\n')
  t.equal(await next(), 'data: {"id":1,"sum":2}\r\n\r\n')
  write('data: [DONE]\n\n')
  t.equal(await next(), 'data: [DONE]\n\n')
  end()
  t.equal(await next(), 'the end')
})

t.test('a slow reader slows the service down', async (t) => {
  const Row = z.object({ id: z.int(), text: z.string() }).meta({ id: 'Row' })
  const app = await start(t, renameField(Row, 'words', 'text'))
  const count = 50_000
  const text = 'x'.repeat(1000)
  let made = 0
  app.get(
    '/rows',
    { schema: { response: { 200: { content: { [ndjson]: { schema: Row } } } } } },
    (_request, reply) => {
      function* rows(): Generator<string> {
        for (let id = 0; id < count; id += 1) {
          made += 1
          yield `{"id":${String(id)},"text":"${text}"}\n`
        }
      }
      return reply.type(ndjson).send(Readable.from(rows()))
    },
  )
  const origin = await app.listen({ port: 0 })
  const { body } = await request(`${origin}/v1/rows`)
  let before = -1
  while (before !== made) {
    before = made
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  t.ok(before < count, `${String(before)} of ${String(count)} rows were made while nobody read`)
  const all = (await body.text()).split('\n')
  t.equal(all.length, count + 1)
  t.equal(all.at(-2), `{"id":${String(count - 1)},"words":"${text}"}`)
})

t.test('a client that leaves closes the source, also one that has nothing to say', async (t) => {
  const app = await start(t, rename)
  const ends = new Map<string, (how: string) => void>()
  const waitFor = (kind: string): Promise<string> =>
    new Promise((resolve) => {
      ends.set(kind, resolve)
    })
  const toWeb = (): ReadableStream =>
    new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(': hello\n'))
      },
      cancel: () => ends.get('web')?.('cancelled'),
    })
  const toNode = (): Readable => {
    const stream = new Readable({
      read: () => undefined,
      destroy: (error, done) => {
        ends.get('node')?.(error === null ? 'closed' : error.message)
        done(null)
      },
    })
    stream.push(': hello\n')
    return stream
  }
  for (const [kind, make] of [
    ['web', toWeb],
    ['node', toNode],
  ] as const) {
    app.get(`/${kind}`, { schema: streamOf('text/event-stream') }, (_request, reply) =>
      reply.type('text/event-stream').send(make()),
    )
  }
  const origin = await app.listen({ port: 0 })
  for (const [kind, how] of [
    ['node', 'closed'],
    ['web', 'cancelled'],
  ] as const) {
    for (const version of ['v2', 'v1']) {
      const ended = waitFor(kind)
      const { body } = await request(`${origin}/${version}/${kind}`)
      await once(body, 'readable')
      body.on('error', () => undefined).destroy()
      t.equal(await ended, how, `${version} ${kind}`)
    }
  }
})

t.test('a stream that fails is an error before its first byte, and cut off behind it', async (t) => {
  const loader = defineLoader<number, string>({
    name: 'notes',
    load: async () => Promise.reject(new Error('the database is gone')),
  })
  const note = removeField(Order, 'note', {
    old: z.string(),
    downgrade: loadFrom(
      loader,
      ({ id }) => (id < 0 ? id : undefined),
      (loaded) => loaded ?? '',
    ),
  })
  const app = await start(t, rename, note)
  await app.register(problems)
  const closed: string[] = []
  const toStream = (name: string, parts: readonly string[], error?: Error): Readable => {
    async function* make(): AsyncGenerator<string> {
      try {
        for (const part of parts) {
          yield part
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
        if (error !== undefined) throw error
        await new Promise((resolve) => setTimeout(resolve, 20))
      } finally {
        closed.push(name)
      }
    }
    return Readable.from(make())
  }
  const [fine] = lines(1)
  const cases = {
    'at-once': () => toStream('at-once', [], new Error('no orders')),
    'in-the-middle': () => toStream('in-the-middle', [fine ?? ''], new Error('no more orders')),
    'no-json': () => toStream('no-json', ['no JSON\n']),
    'no-more-json': () => toStream('no-more-json', [fine ?? '', 'no JSON\n', fine ?? '']),
    'a-loader': () => toStream('a-loader', ['{"id":-1,"total":1}\n']),
  }
  for (const [name, make] of Object.entries(cases)) {
    app.get(`/${name}`, { schema: streamOf(ndjson) }, (_request, reply) => reply.type(ndjson).send(make()))
  }
  const origin = await app.listen({ port: 0 })
  const got: Record<string, unknown> = {}
  for (const name of Object.keys(cases)) {
    const { statusCode, headers, body } = await request(`${origin}/v1/${name}`)
    got[name] = [
      statusCode,
      headers['content-type'],
      await body.text().then(
        (whole) => (JSON.parse(whole) as { detail?: string }).detail ?? 'no detail',
        () => 'cut off',
      ),
    ]
  }
  const failed = [500, 'application/problem+json; charset=utf-8']
  t.strictSame(got, {
    'at-once': [...failed, 'no detail'],
    'in-the-middle': [200, ndjson, 'cut off'],
    'no-json': [...failed, 'no detail'],
    'no-more-json': [200, ndjson, 'cut off'],
    'a-loader': [...failed, 'The loader "notes" failed: it has thrown an error.'],
  })
  // A generator is closed when it comes back from what it waits for.
  for (let wait = 0; wait < 100 && closed.length < Object.keys(cases).length; wait += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  t.strictSame(closed.sort(), Object.keys(cases).sort(), 'each source was closed')
})

t.test('loaders are asked once for what comes together', async (t) => {
  const asked: (readonly number[])[] = []
  const loader = defineLoader<number, string>({
    name: 'notes',
    load: async (ids) => {
      asked.push(ids)
      return Promise.resolve(new Map(ids.map((id) => [id, `note ${String(id)}`])))
    },
  })
  const note = removeField(Order, 'note', {
    old: z.string(),
    downgrade: loadFrom(
      loader,
      ({ id }) => id,
      (loaded) => loaded ?? '',
    ),
  })
  const app = await start(t, note)
  app.get('/orders', { schema: streamOf(ndjson) }, (_request, reply) =>
    reply.type(ndjson).send(Readable.from([lines(3).join(''), lines(5).slice(3).join('')])),
  )
  t.strictSame(
    read((await app.inject('/v1/orders')).body),
    [0, 1, 2, 3, 4].map((id) => ({ id, total: id, note: `note ${String(id)}` })),
  )
  t.strictSame(asked, [
    [0, 1, 2],
    [3, 4],
  ])
})

t.test('a Response has the status of the version', async (t) => {
  const app = await start(t, rename, changeStatus('POST /orders', { old: 200, current: 201 }))
  app.post(
    '/orders',
    { schema: streamOf(ndjson, '201') },
    () => new Response(lines(1).join(''), { status: 201, headers: { 'content-type': ndjson } }),
  )
  const old = await app.inject({ method: 'POST', url: '/v1/orders' })
  t.strictSame([old.statusCode, old.body], [200, toOld(lines(1).join(''))])
  const current = await app.inject({ method: 'POST', url: '/v2/orders' })
  t.strictSame([current.statusCode, current.body], [201, lines(1).join('')])
})

t.test('HEAD has the headers of the stream, and the source is closed', async (t) => {
  const app = await start(t, rename)
  let stream = Readable.from(['none'])
  app.get('/orders', { schema: streamOf(ndjson) }, (_request, reply) => {
    stream = Readable.from(lines(3))
    return reply.type(ndjson).header('content-length', 10).send(stream)
  })
  const answer = await app.inject({ method: 'HEAD', url: '/v1/orders' })
  t.strictSame(
    [answer.statusCode, answer.body, answer.headers['content-type'], answer.headers['content-length']],
    [200, '', ndjson, undefined],
  )
  if (!stream.closed) await once(stream, 'close')
  t.ok(stream.destroyed)
})

t.test('what is not declared as a stream of items, or cannot be read, passes untouched', async (t) => {
  const app = await start(t, rename)
  const [current = ''] = lines(1)
  const zipped = gzipSync(current)
  const send =
    (type: string, make: () => unknown = () => Readable.from([current]), headers = {}) =>
    (_request: unknown, reply: FastifyReply): FastifyReply =>
      reply.type(type).headers(headers).send(make())
  const two = {
    response: { 200: { content: { [ndjson]: { schema: Order }, 'application/json': { schema: Order } } } },
  }
  app.get('/undeclared', send(ndjson))
  app.get('/json', { schema: { response: { 200: Order } } }, send(ndjson))
  app.get('/other', { schema: streamOf(ndjson) }, send('application/octet-stream'))
  app.get('/status', { schema: streamOf(ndjson, '201') }, send(ndjson))
  app.get('/two', { schema: two }, send(ndjson))
  app.get('/untyped', { schema: two }, () => Readable.from([current]))
  app.get(
    '/text',
    { schema: streamOf(ndjson) },
    send(ndjson, () => current),
  )
  app.get(
    '/buffer',
    { schema: streamOf(ndjson) },
    send(ndjson, () => Buffer.from(current)),
  )
  app.get(
    '/zipped',
    { schema: streamOf(ndjson) },
    send(ndjson, () => Readable.from([zipped]), { 'content-encoding': 'gzip' }),
  )
  app.get(
    '/identity',
    { schema: streamOf(ndjson) },
    send(ndjson, undefined, { 'content-encoding': 'identity' }),
  )
  for (const url of ['undeclared', 'json', 'other', 'status', 'untyped', 'text', 'buffer']) {
    t.equal((await app.inject(`/v1/${url}`)).body, current, url)
  }
  t.not((await app.inject('/v1/two')).body, current, 'it is told by its type, where several are declared')
  t.strictSame((await app.inject('/v1/zipped')).rawPayload, zipped)
  t.equal((await app.inject('/v1/identity')).body, toOld(current))
})

t.test('a stream that somebody reads already is refused as Fastify does', async (t) => {
  const app = await start(t, rename)
  app.get('/locked', { schema: streamOf(ndjson) }, (_request, reply) => {
    const stream = new ReadableStream()
    stream.getReader()
    return reply.type(ndjson).send(stream)
  })
  app.get('/read', { schema: streamOf(ndjson) }, async () => {
    const answer = new Response('{}\n', { headers: { 'content-type': ndjson } })
    await answer.text()
    return answer
  })
  for (const url of ['locked', 'read']) {
    const [old, current] = [await app.inject(`/v1/${url}`), await app.inject(`/v2/${url}`)]
    t.equal(old.statusCode, 500, url)
    t.equal(old.body, current.body, url)
  }
})
