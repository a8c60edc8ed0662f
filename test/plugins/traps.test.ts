import Fastify, { type FastifyInstance } from 'fastify'
import { Readable } from 'node:stream'
import t from 'tap'
import { z } from 'zod'
import { changeErrorShape, defineChange, defineTimeline, renameField } from '../../lib/index.ts'
import { findSymbol } from '../../plugins/find-symbol.ts'
import { versioning } from '../../plugins/index.ts'

// What Fastify does that an API of several versions falls over, and that our handling rests on: each is shown on Fastify
// alone, and then with versioning. A release of Fastify that does otherwise is noticed here.

const User = z.object({ id: z.int(), fullName: z.string() }).meta({ id: 'User' })
const names = defineChange({ summary: 'Names.', operations: [renameField(User, 'name', 'fullName')] })
const shapes = defineChange({
  summary: 'Errors.',
  operations: [
    changeErrorShape({
      old: z.object({ reason: z.string() }),
      current: z.object({ statusCode: z.int(), error: z.string(), message: z.string() }),
      downgrade: ({ message }) => ({ reason: message }),
    }),
  ],
})
const schema = {
  type: 'object',
  properties: { id: { type: 'integer' }, fullName: { type: 'string' } },
  required: ['id', 'fullName'],
}

interface Test {
  readonly teardown: (end: () => unknown) => void
}

function alone(test: Test): FastifyInstance {
  const app = Fastify()
  test.teardown(() => app.close())
  return app
}

async function versioned(test: Test): Promise<FastifyInstance> {
  const app = alone(test)
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes: [names, shapes] },
      { name: '1', aliases: ['v1'] },
    ],
  })
  await app.register(versioning, { timeline })
  return app
}

t.test(
  'a serialiser writes what its schema lists: a renamed field gets lost, and plain JSON tells too much',
  async (t) => {
    const user = { id: 1, fullName: 'Ada', password: 'secret' }
    const app = alone(t)
    const toOld = (payload: unknown): object => {
      const { fullName, ...rest } = payload as typeof user
      return { ...rest, name: fullName }
    }
    app.get('/lost', {
      schema: { response: { 200: { ...schema, required: [] } } },
      preSerialization: async (_request, _reply, payload) => Promise.resolve(toOld(payload)),
      handler: () => user,
    })
    app.get('/told', {
      schema: { response: { 200: schema } },
      preSerialization: (_request, reply, payload, done) => {
        reply.serializer(JSON.stringify)
        done(null, toOld(payload))
      },
      handler: () => user,
    })
    t.strictSame((await app.inject('/lost')).json(), { id: 1 })
    t.strictSame((await app.inject('/told')).json(), { id: 1, name: 'Ada', password: 'secret' })

    const ours = await versioned(t)
    ours.get('/user', { schema: { response: { 200: User } } }, () => user)
    t.strictSame((await ours.inject('/v1/user')).json(), { id: 1, name: 'Ada' })
    t.strictSame((await ours.inject('/v2/user')).json(), { id: 1, fullName: 'Ada' })
  },
)

/** Routes that answer in each of the ways in which a reply can be made. */
function answerAll(app: FastifyInstance): void {
  app.get('/object', () => ({ id: 1 }))
  app.get('/text', () => 'text')
  app.get('/buffer', () => Buffer.from('buffer'))
  app.get('/stream', (_request, reply) => reply.send(Readable.from(['stream'])))
  app.get('/thrown', () => {
    throw new Error('thrown')
  })
  app.get('/refused', { schema: { querystring: schema } }, () => 'never')
  app.get('/handled', {
    errorHandler: (_error, _request, reply) => {
      void reply.code(500).send({ statusCode: 500, error: 'Handled', message: 'handled' })
    },
    handler: () => {
      throw new Error('handled')
    },
  })
}

t.test(
  'Fastify’s own errors, texts, buffers and streams pass no preSerialization; headers of onSend reach all',
  async (t) => {
    const app = alone(t)
    app.addHook('preSerialization', (_request, reply, payload, done) => {
      void reply.header('x-seen', 'yes')
      done(null, payload)
    })
    app.addHook('onSend', (_request, reply, payload, done) => {
      void reply.header('x-sent', 'yes')
      done(null, payload)
    })
    answerAll(app)
    const seen: Record<string, unknown> = {}
    const paths = ['object', 'handled', 'nowhere', 'text', 'buffer', 'stream', 'thrown', 'refused']
    for (const path of paths) {
      const { headers } = await app.inject(`/${path}`)
      seen[path] = headers['x-seen'] ?? 'no'
      t.equal(headers['x-sent'], 'yes', path)
    }
    const [yes, no] = ['yes', 'no']
    t.strictSame(seen, {
      object: yes,
      handled: yes,
      nowhere: yes,
      text: no,
      buffer: no,
      stream: no,
      thrown: no,
      refused: no,
    })

    const ours = await versioned(t)
    answerAll(ours)
    const got: Record<string, unknown> = {}
    for (const path of paths) {
      const { headers, body } = await ours.inject(`/v1/${path}`)
      t.equal(headers['api-version'], '1', path)
      got[path] = body
    }
    t.strictSame(got, {
      object: '{"id":1}',
      handled: '{"reason":"handled"}',
      nowhere: '{"reason":"Route GET:/v1/nowhere not found"}',
      text: 'text',
      buffer: 'buffer',
      stream: 'stream',
      thrown: '{"reason":"thrown"}',
      refused: '{"reason":"querystring must have required property \'id\'"}',
    })
  },
)

t.test('what is upgraded before it is validated is refused in names that nobody has sent', async (t) => {
  const app = alone(t)
  app.post('/users', {
    schema: { body: schema },
    preValidation: (request, _reply, done) => {
      const { name, ...rest } = request.body as { name: unknown }
      request.body = { ...rest, fullName: name }
      done()
    },
    handler: () => 'never',
  })
  const request = { method: 'POST', payload: { id: 1, name: {} } } as const
  const told = async (app: FastifyInstance, url: string): Promise<unknown> =>
    (await app.inject({ ...request, url })).json<{ message?: string; reason?: string }>()
  t.match(await told(app, '/users'), { message: 'body/fullName must be string' })

  const ours = await versioned(t)
  ours.post('/users', { schema: { body: User } }, () => 'never')
  t.strictSame(await told(ours, '/v1/users'), { reason: 'body/name must be string' })
})

t.test('parts are validated in this order, and the first that is wrong is told', async (t) => {
  const ours = await versioned(t)
  for (const app of [alone(t), ours]) {
    const part = { type: 'object', properties: { n: { type: 'integer' }, id: { type: 'integer' } } }
    app.post('/:n', { schema: { params: part, body: part, querystring: part, headers: part } }, () => 'fine')
    const prefix = app === ours ? '/v1' : ''
    const tell = async (params: string, body: string, query: string, header: string): Promise<string> => {
      const url = `${prefix}/${params}?n=${query}`
      const answer = await app.inject({ method: 'POST', url, payload: { n: body }, headers: { n: header } })
      return answer.body === 'fine' ? 'fine' : (/(\w+)\/n must/.exec(answer.body)?.[1] ?? answer.body)
    }
    t.strictSame(
      [
        await tell('x', 'x', 'x', 'x'),
        await tell('1', 'x', 'x', 'x'),
        await tell('1', '1', 'x', 'x'),
        await tell('1', '1', '1', 'x'),
        await tell('1', '1', '1', '1'),
      ],
      ['params', 'body', 'querystring', 'headers', 'fine'],
    )
  }
})

t.test(
  'Fastify validates right behind the last preValidation, and puts on the error the list that it has shown',
  async (t) => {
    const app = alone(t)
    let isValidating = false
    let shown: unknown
    let found: unknown
    app.setErrorHandler((error: { readonly validation?: unknown }, _request, reply) => {
      found = error.validation
      return reply.code(400).send('refused')
    })
    app.post('/users', {
      schema: { body: schema },
      schemaErrorFormatter: (errors) => {
        shown = isValidating ? errors : 'too late'
        return new Error('not valid')
      },
      preValidation: [
        async () => Promise.resolve(),
        (_request, _reply, done) => {
          isValidating = true
          done()
          isValidating = false
        },
      ],
      handler: () => 'never',
    })
    t.equal((await app.inject({ method: 'POST', url: '/users', payload: {} })).body, 'refused')
    t.type(shown, Array)
    t.equal(found, shown)
  },
)

t.test('what has no public way to be asked for is where it was', async (t) => {
  const app = alone(t)
  for (const description of [
    'fastify.schemaErrorFormatter',
    'fastify.routePrefix',
    'fastify.options',
    'fastify.404ContextKey',
    'fastify.404LogLevelInstance',
    'fastify.canSetNotFoundHandler',
  ]) {
    t.type(findSymbol(app, description), 'symbol', description)
  }
  t.type(findSymbol(app, 'fastify.replySerializerDefault'), 'symbol')
  app.get('/reply', (_request, reply) => {
    for (const description of ['fastify.reply.serializer', 'fastify.reply.headers', 'fastify.context']) {
      t.type(findSymbol(reply, description), 'symbol', description)
    }
    return 'found'
  })
  t.equal((await app.inject('/reply')).body, 'found')
  t.equal(findSymbol(app, 'fastify.none'), undefined)
})
