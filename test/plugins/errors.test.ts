import etag from '@fastify/etag'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify'
import { Readable } from 'node:stream'
import t from 'tap'
import { z } from 'zod'
import {
  addField,
  changeErrorShape,
  defineChange,
  defineLoader,
  defineTimeline,
  loadFrom,
  onlyIn,
  removeField,
  renameField,
  type Operation,
} from '../../lib/index.ts'
import { problems, versioning } from '../../plugins/index.ts'

interface Test {
  readonly teardown: (end: () => unknown) => void
}

/** A server with two versions, closed when the test ends. */
async function start(
  test: Test,
  operations: readonly Operation[],
  server: FastifyServerOptions = {},
): Promise<FastifyInstance> {
  const app = Fastify(server)
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

/** What Fastify answers by itself. */
const Failure = z.object({
  statusCode: z.int(),
  code: z.string().optional(),
  error: z.string(),
  message: z.string(),
})
const shape = changeErrorShape({
  old: z.object({ errors: z.array(z.object({ reason: z.string(), status: z.int() })) }),
  oldMediaType: 'application/vnd.acme.error+json',
  current: Failure,
  downgrade: ({ message, statusCode }) => ({ errors: [{ reason: message, status: statusCode }] }),
})

/** A logger that keeps what is warned of or worse. */
function keepLog(): {
  readonly lines: unknown[]
  readonly logger: { level: string; stream: { write(line: string): void } }
} {
  const lines: unknown[] = []
  return {
    lines,
    logger: {
      level: 'warn',
      stream: {
        write: (line) => {
          const { msg, endpoint, apiVersion, statusCode } = JSON.parse(line) as Readonly<
            Record<string, unknown>
          >
          lines.push({ msg, endpoint, apiVersion, statusCode })
        },
      },
    },
  }
}

t.test('errors that Fastify answers by itself have the shape of the version', async (t) => {
  const app = await start(t, [shape], { bodyLimit: 100 })
  app.get('/teapot', () => {
    throw Object.assign(new Error('short and stout'), { statusCode: 418, headers: { 'x-spout': 'here' } })
  })
  app.get('/broken', async () => Promise.reject(new Error('inside')))
  app.post('/things', { schema: { body: z.object({ n: z.int() }) } }, ({ body }) => body)
  const json = { 'content-type': 'application/json' }
  for (const [method, path, rest, status, error, code, message] of [
    ['GET', '/teapot', {}, 418, "I'm a Teapot", undefined, 'short and stout'],
    ['GET', '/broken', {}, 500, 'Internal Server Error', undefined, 'inside'],
    [
      'POST',
      '/things',
      { payload: { n: 'x' } },
      400,
      'Bad Request',
      'FST_ERR_VALIDATION',
      'body/n must be integer',
    ],
    [
      'POST',
      '/things',
      { payload: '{', headers: json },
      400,
      'Bad Request',
      'FST_ERR_CTP_INVALID_JSON_BODY',
      "Body is not valid JSON but content-type is set to 'application/json'",
    ],
    [
      'POST',
      '/things',
      { payload: { n: 'x'.repeat(100) } },
      413,
      'Payload Too Large',
      'FST_ERR_CTP_BODY_TOO_LARGE',
      'Request body is too large',
    ],
    [
      'POST',
      '/things',
      { payload: 'x', headers: { 'content-type': 'text/xml' } },
      415,
      'Unsupported Media Type',
      'FST_ERR_CTP_INVALID_MEDIA_TYPE',
      'Unsupported Media Type',
    ],
    ['GET', '/nowhere', {}, 404, 'Not Found', undefined, 'Route GET:/v1/nowhere not found'],
  ] as const) {
    const old = await app.inject({ method, url: `/v1${path}`, ...rest })
    t.equal(old.statusCode, status, path)
    t.equal(old.headers['content-type'], 'application/vnd.acme.error+json; charset=utf-8')
    t.equal(old.headers['content-length'], String(Buffer.byteLength(old.body)))
    t.equal(old.headers['api-version'], '1')
    t.strictSame(old.json(), { errors: [{ reason: message, status }] }, path)
    const current = await app.inject({ method, url: `/v2${path}`, ...rest })
    t.equal(current.headers['content-type'], 'application/json; charset=utf-8')
    t.strictSame(
      current.json(),
      {
        statusCode: status,
        error,
        message: message.replace('/v1/', '/v2/'),
        ...(code === undefined ? {} : { code }),
      },
      path,
    )
  }
  t.equal((await app.inject('/v1/teapot')).headers['x-spout'], 'here')
  const head = await app.inject({ method: 'HEAD', url: '/v1/teapot' })
  const get = await app.inject('/v1/teapot')
  t.equal(head.headers['content-length'], get.headers['content-length'], 'HEAD has the length of the GET')
  t.equal(head.body, '')
})

t.test('where a route declares its errors, they are what the version declares', async (t) => {
  const seen: unknown[] = []
  const reasons = defineLoader<string, string>({
    name: 'reasons',
    load: async (keys) => {
      seen.push(keys)
      return Promise.resolve(new Map(keys.map((key) => [key, `${key}, in full`])))
    },
  })
  const app = await start(t, [
    removeField('Refusal', 'detail', {
      old: z.string(),
      downgrade: loadFrom(
        reasons,
        ({ reason }: { reason: string }) => reason,
        (loaded) => loaded ?? '',
      ),
    }),
    renameField('Refusal', 'reason', 'message'),
    onlyIn('response', addField('Refusal', 'hint', { upgrade: 'none' })),
  ])
  const Refusal = z
    .object({ statusCode: z.int(), message: z.string(), hint: z.string().optional() })
    .meta({ id: 'Refusal' })
  app.get('/fail', { schema: { response: { '4xx': Refusal } } }, () => {
    throw Object.assign(new Error('no'), { statusCode: 409, hint: 'later', secret: 'x' })
  })
  t.strictSame((await app.inject('/v2/fail')).json(), { statusCode: 409, message: 'no', hint: 'later' })
  t.strictSame((await app.inject('/v1/fail')).json(), {
    statusCode: 409,
    reason: 'no',
    detail: 'no, in full',
  })
  t.strictSame(seen, [['no']])
})

t.test(
  'handlers of errors in any scope answer the current shape, and what they send as text is theirs',
  async (t) => {
    const app = await start(t, [shape])
    const boom = (): never => {
      throw new Error('boom')
    }
    app.setErrorHandler((error: FastifyError, _request, reply) =>
      reply.code(500).send({ statusCode: 500, error: 'Outer', message: error.message }),
    )
    app.setNotFoundHandler((request, reply) =>
      reply.code(404).send({ statusCode: 404, error: 'Outer', message: request.url }),
    )
    app.get('/outer', boom)
    const text = JSON.stringify({ statusCode: 500, error: 'Text', message: 'ours' })
    await app.register(
      async (scope) => {
        scope.setErrorHandler((error: FastifyError, request, reply) => {
          const kind = (request.query as { kind?: string }).kind
          if (kind === 'text')
            return reply.code(500).type('application/json').header('content-length', text.length).send(text)
          if (kind === 'buffer') return reply.code(500).type('application/json').send(Buffer.from(text))
          if (kind === 'stream')
            return reply
              .code(500)
              .type('application/json')
              .send(Readable.from([text]))
          if (kind === 'again') throw new Error('again')
          if (kind === 'empty') return reply.code(500).send()
          return reply.code(502).send({ statusCode: 502, error: 'Inner', message: error.message })
        })
        scope.setNotFoundHandler((_request, reply) =>
          reply.code(404).send({ statusCode: 404, error: 'Inner', message: 'not in here' }),
        )
        scope.get('/boom', boom)
        await Promise.resolve()
      },
      { prefix: '/inner' },
    )
    app.get(
      '/own',
      {
        errorHandler: (error, _request, reply) => {
          void reply.code(503).send({ statusCode: 503, error: 'Own', message: error.message })
        },
      },
      boom,
    )
    const old = (reason: string, status: number): object => ({ errors: [{ reason, status }] })
    for (const [url, status, body] of [
      ['/v1/outer', 500, old('boom', 500)],
      ['/v1/nowhere', 404, old('/v1/nowhere', 404)],
      ['/v1/inner/boom', 502, old('boom', 502)],
      ['/v1/own', 503, old('boom', 503)],
      ['/v1/inner/boom?kind=again', 500, old('again', 500)],
      ['/v1/inner/boom?kind=text', 500, JSON.parse(text)],
      ['/v1/inner/boom?kind=buffer', 500, JSON.parse(text)],
      ['/v1/inner/boom?kind=stream', 500, JSON.parse(text)],
      ['/inner/nowhere?api-version=1', 404, old('not in here', 404)],
      ['/v2/inner/boom', 502, { statusCode: 502, error: 'Inner', message: 'boom' }],
    ] as const) {
      const answer = await app.inject(url)
      t.equal(answer.statusCode, status, url)
      t.strictSame(answer.json(), body, url)
    }
    t.equal((await app.inject('/v1/inner/boom?kind=empty')).body, '')
  },
)

t.test('an answer whose serialiser fails is a default error, in the shape of the version', async (t) => {
  const app = await start(t, [shape])
  // The object of the handler passes all hooks, and fails behind them; so does that of the error handler.
  app.setErrorHandler((_error, _request, reply) =>
    reply.code(400).send({ statusCode: 'none', error: 'x', message: 'y' }),
  )
  const Strict = z.object({ statusCode: z.int(), error: z.string(), message: z.string() })
  app.get('/bad', { schema: { response: { 200: z.object({ id: z.int() }), 500: Strict } } }, () => ({
    nothing: true,
  }))
  const answer = await app.inject('/v1/bad')
  t.equal(answer.statusCode, 400)
  t.strictSame(
    answer.json(),
    { statusCode: 'none', error: 'x', message: 'y' },
    'it is not of the shape of errors',
  )
})

t.test('what is answered in place of a value that could not be written has a content type', async (t) => {
  const Item = z.object({ id: z.int() }).meta({ id: 'Item' })
  const Refusal = z.object({ reason: z.string() }).meta({ id: 'Refusal' })
  const items = renameField(Item, 'key', 'id')
  const refusals = renameField(Refusal, 'why', 'reason')
  for (const [operations, told] of [
    [[items], { reason: 'none' }],
    [[items, refusals], { why: 'none' }],
  ] as const) {
    const app = await start(t, operations)
    app.setErrorHandler((_error, _request, reply) => reply.code(500).send({ reason: 'none' }))
    app.get('/bad', { schema: { response: { 200: Item, 500: Refusal } } }, () => ({ nothing: true }))
    for (const [url, body] of [
      ['/v2/bad', { reason: 'none' }],
      ['/v1/bad', told],
    ] as const) {
      const answer = await app.inject(url)
      t.equal(answer.headers['content-type'], 'application/json; charset=utf-8', url)
      t.strictSame(answer.json(), body, url)
    }
  }
})

t.test('what a thrown value that is no error sends is the service’s own', async (t) => {
  const app = await start(t, [shape])
  app.get('/text', () => {
    const thrown: unknown = 'just a text'
    throw thrown
  })
  const answer = await app.inject('/v1/text')
  t.equal(answer.statusCode, 500)
  t.equal(answer.body, 'just a text')
})

t.test('errors of another shape pass as they are, and the log tells of each endpoint once', async (t) => {
  const log = keepLog()
  const app = await start(t, [shape], log)
  app.get('/odd', (_request, reply) => reply.code(422).send({ my: 'thing' }))
  app.get('/fine', (_request, reply) => reply.code(422).send({ statusCode: 422, error: 'E', message: 'm' }))
  for (const url of ['/v1/odd', '/v1/odd', '/v2/odd', '/v1/fine'])
    t.equal((await app.inject(url)).statusCode, 422)
  t.strictSame((await app.inject('/v1/odd')).json(), { my: 'thing' })
  t.strictSame(log.lines, [
    {
      msg: 'An answer is not of the shape that the timeline converts: old clients get it as it is',
      endpoint: 'GET /odd',
      apiVersion: '1',
      statusCode: 422,
    },
  ])
})

t.test(
  'a status that a route does not declare is told of once, where others of it are converted',
  async (t) => {
    const log = keepLog()
    const User = z.object({ fullName: z.string() }).meta({ id: 'User' })
    const app = await start(t, [renameField(User, 'name', 'fullName')], log)
    const user = { fullName: 'Ada' }
    const answer = (status: number) => (_request: FastifyRequest, reply: FastifyReply) =>
      reply.code(status).send(user)
    app.post('/users', { schema: { response: { 200: User } } }, answer(201))
    app.post('/ranged', { schema: { response: { '2xx': User } } }, answer(201))
    app.post('/other', { schema: { response: { 200: z.object({ ok: z.boolean() }) } } }, answer(201))
    app.post('/none', answer(201))
    app.post('/error', { schema: { response: { 200: User } } }, answer(409))
    for (const name of ['users', 'users', 'other', 'none', 'error'])
      t.strictSame((await app.inject({ method: 'POST', url: `/v1/${name}` })).json(), user, name)
    t.strictSame((await app.inject({ method: 'POST', url: '/v1/ranged' })).json(), { name: 'Ada' })
    t.strictSame((await app.inject({ method: 'POST', url: '/v2/users' })).json(), user)
    t.strictSame(log.lines, [
      {
        msg: 'An answer has a status that its route does not declare: old clients get it as it is',
        endpoint: 'POST /users',
        apiVersion: '1',
        statusCode: 201,
      },
    ])
  },
)

t.test('an error whose transform fails is answered all the same, and the log has the reason', async (t) => {
  const log = keepLog()
  const failing = changeErrorShape({
    old: z.object({ error: z.string() }),
    current: Failure,
    downgrade: () => {
      throw new Error('the inside of a transform')
    },
  })
  const app = await start(t, [failing], log)
  app.get('/teapot', () => {
    throw Object.assign(new Error('short'), { statusCode: 418 })
  })
  const answer = await app.inject('/v1/teapot')
  t.equal(answer.statusCode, 418)
  t.strictSame(answer.json(), { statusCode: 418, error: "I'm a Teapot", message: 'short' })
  t.strictSame(log.lines, [
    {
      msg: 'An error could not be downgraded: an old client gets it as it is',
      endpoint: undefined,
      apiVersion: '1',
      statusCode: undefined,
    },
  ])
})

t.test(
  'an error that a handler sends is answered all the same, too, and never the one of its transform',
  async (t) => {
    const log = keepLog()
    const failing = changeErrorShape({
      old: z.object({ error: z.string() }),
      current: z.object({ title: z.string(), status: z.int() }),
      downgrade: () => {
        throw new Error('the inside of a transform')
      },
    })
    const Kept = z.object({ title: z.string(), status: z.int() })
    const app = await start(t, [failing], log)
    await app.register(problems)
    app.get('/sent', { schema: { response: { 422: Kept } } }, (_request, reply) =>
      reply.code(422).send({ title: 'Sent', status: 422 }),
    )
    app.get('/thrown', () => {
      throw Object.assign(new Error('short'), { statusCode: 418 })
    })
    const sent = await app.inject('/v1/sent')
    t.strictSame([sent.statusCode, sent.json()], [422, { title: 'Sent', status: 422 }])
    const thrown = await app.inject('/v1/thrown')
    t.strictSame(
      [thrown.statusCode, thrown.headers['content-type'], thrown.json()],
      [
        418,
        'application/problem+json; charset=utf-8',
        { type: 'about:blank', title: "I'm a Teapot", status: 418, detail: 'short' },
      ],
    )
    const msg = 'An error could not be downgraded: an old client gets it as it is'
    t.strictSame(
      log.lines,
      Array(2).fill({ msg, endpoint: undefined, apiVersion: '1', statusCode: undefined }),
    )
  },
)

t.test('a tag that was made for the current text is not sent with the old one', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(etag)
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes: [defineChange({ summary: 'A change.', operations: [shape] })] },
      { name: '1', aliases: ['v1'] },
    ],
  })
  await app.register(versioning, { timeline })
  app.get('/broken', () => {
    throw new Error('inside')
  })
  t.equal((await app.inject('/v1/broken')).headers.etag, undefined)
  t.type((await app.inject('/v2/broken')).headers.etag, 'string')
})

t.test('the headers of an error are sent with its problem, each value of a list', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(problems)
  const headers = {
    'retry-after': 5,
    'set-cookie': ['a=1', 'b=2'],
    'www-authenticate': ['Basic', 'Bearer'],
    'x-open': undefined,
    'x-none': null,
  }
  app.get('/error', () => {
    throw Object.assign(new Error('not now'), { statusCode: 429, headers })
  })
  const { statusCode, headers: sent } = await app.inject('/error')
  t.equal(statusCode, 429)
  t.equal(sent['retry-after'], '5')
  t.strictSame(sent['set-cookie'], ['a=1', 'b=2'])
  t.strictSame([sent['www-authenticate']].flat().join(', '), 'Basic, Bearer')
  t.notOk('x-open' in sent || 'x-none' in sent)
})

t.test('what a validation of answers has found stays in the log, as all that is inside does', async (t) => {
  const log = keepLog()
  const app = await start(t, [shape], log)
  await app.register(problems)
  // As @fastify/response-validation does.
  app.get('/bad', () => {
    const validation = [{ instancePath: '/fullName', message: 'is too long' }]
    throw Object.assign(new Error('response/fullName is too long'), { statusCode: 500, validation })
  })
  const { statusCode, body } = await app.inject('/v1/bad')
  t.equal(statusCode, 500)
  t.strictSame(JSON.parse(body), { type: 'about:blank', title: 'Internal Server Error', status: 500 })
  t.match(log.lines, [{ msg: 'response/fullName is too long' }])
})

t.test(
  'a problem is told where a route declares another body for its errors, and the log warns once',
  async (t) => {
    const log = keepLog()
    const Refusal = z.object({ reason: z.string() }).meta({ id: 'Refusal' })
    const Loose = z.object({ reason: z.string().optional() })
    const app = await start(t, [renameField(Refusal, 'why', 'reason')], log)
    await app.register(problems)
    const fail = (): never => {
      throw Object.assign(new Error('not now'), { statusCode: 409 })
    }
    app.get('/other', { schema: { response: { '4xx': Refusal } } }, fail)
    app.get('/loose', { schema: { response: { default: Loose } } }, fail)
    app.get('/short', { schema: { response: { 409: z.object({ title: z.string() }) } } }, fail)
    app.get('/none', fail)
    const problem = { type: 'about:blank', title: 'Conflict', status: 409, detail: 'not now' }
    for (const version of ['/v1', '/v2', '/v2']) {
      for (const [url, body] of [
        ['/other', problem],
        ['/loose', problem],
        ['/short', { title: 'Conflict' }],
        ['/none', problem],
      ] as const) {
        const answer = await app.inject(version + url)
        t.equal(answer.statusCode, 409, version + url)
        t.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8', version + url)
        t.strictSame(answer.json(), body, version + url)
      }
    }
    const msg =
      'A route declares an error that no problem is: declare a problem, or leave it out. It is sent as it is'
    t.strictSame(
      log.lines,
      ['GET /other', 'GET /loose'].map((endpoint) => ({
        msg,
        endpoint,
        apiVersion: '1',
        statusCode: 409,
      })),
    )
  },
)
