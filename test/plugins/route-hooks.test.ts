import Fastify, { type FastifyInstance, type FastifyRequest, type RouteOptions } from 'fastify'
import t, { type Test } from 'tap'
import { z } from 'zod'
import { defineChange, defineTimeline, mergeFields, moveEndpoint, renameField } from '../../lib/index.ts'
import { findSymbol } from '../../plugins/find-symbol.ts'
import { versioning } from '../../plugins/index.ts'

// Plugins such as @fastify/rate-limit add their hooks to routes, in an `onRoute` of their own.

const Person = z.object({ id: z.int(), fullName: z.string().max(20) }).meta({ id: 'Person' })
const Name = z.object({ fullName: z.string().max(5) }).meta({ id: 'Name' })
const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    {
      name: '2',
      aliases: ['v2'],
      changes: [
        defineChange({
          summary: 'Names are whole.',
          operations: [
            renameField(Person, 'name', 'fullName'),
            mergeFields(Name, 'fullName', {
              old: { first: z.string(), last: z.string() },
              merge: ({ first, last }) => `${first} ${last}`,
              split: (whole) => {
                const [first = '', last = ''] = whole.split(' ')
                return { first, last }
              },
            }),
            moveEndpoint('/humans', '/people'),
          ],
        }),
      ],
    },
    { name: '1', aliases: ['v1'] },
  ],
})

const orders = ['before', 'behind'] as const

/** A server with a plugin that looks at routes, before versioning or behind it; closed when the test ends. */
async function start(
  t: Test,
  order: (typeof orders)[number],
  onRoute: (route: RouteOptions) => void,
): Promise<FastifyInstance> {
  const app = Fastify()
  t.teardown(() => app.close())
  if (order === 'before') app.addHook('onRoute', onRoute)
  await app.register(versioning, { timeline })
  if (order === 'behind') app.addHook('onRoute', onRoute)
  return app
}

const answerPerson = { schema: { response: { 200: Person } } }

for (const order of orders) {
  t.test(`what is added to routes ${order} versioning sees current answers`, async (t) => {
    const seen: unknown[] = []
    const app = await start(t, order, (route) => {
      const mask = async (_request: unknown, _reply: unknown, payload: unknown) => {
        seen.push(payload)
        return { ...(payload as object), fullName: '***' }
      }
      route.preSerialization = [...[route.preSerialization ?? []].flat(), mask]
    })
    app.get('/people', answerPerson, () => ({ id: 1, fullName: 'Ada Lovelace' }))
    for (const url of ['/v1/humans', '/humans?api-version=1']) {
      t.strictSame((await app.inject(url)).json(), { id: 1, name: '***' }, url)
    }
    for (const url of ['/v2/people', '/people']) {
      t.strictSame((await app.inject(url)).json(), { id: 1, fullName: '***' }, url)
    }
    t.strictSame(seen, Array(4).fill({ id: 1, fullName: 'Ada Lovelace' }))
  })

  t.test(
    `a hook that waits, added ${order} versioning, leaves refusals in the words of the version`,
    async (t) => {
      const app = await start(t, order, (route) => {
        route.preValidation = [...[route.preValidation ?? []].flat(), async () => undefined]
      })
      app.post('/names', { schema: { body: Name } }, (request) => request.body)
      const answer = await app.inject({
        method: 'POST',
        url: '/v1/names',
        body: { first: 'Ada', last: 'Lovelace' },
      })
      t.equal(answer.statusCode, 400)
      t.notMatch(answer.body, 'fullName')
      t.match(answer.body, 'body/first')
    },
  )

  for (const [how, add] of [
    ['in a new list', (held: unknown, hook: unknown) => [...[held ?? []].flat(), hook]],
    [
      'to the list that is there',
      (held: unknown, hook: unknown) => {
        if (!Array.isArray(held)) return [...[held ?? []].flat(), hook]
        held.push(hook)
        return held
      },
    ],
    ['as a function around it', (held: unknown, hook: unknown) => (held === undefined ? hook : [held, hook])],
  ] as const) {
    t.test(`a hook that is added ${order} versioning, ${how}, runs once at each address`, async (t) => {
      const ran: string[] = []
      const app = await start(t, order, (route) => {
        for (const name of ['onRequest', 'preValidation', 'preHandler'] as const) {
          const hook = async (): Promise<void> => void ran.push(name)
          Object.assign(route, { [name]: add(route[name], hook) })
        }
      })
      const own = async (): Promise<void> => void ran.push('own')
      app.get('/people', { ...answerPerson, onRequest: own }, () => ({ id: 1, fullName: 'Ada' }))
      await app.register(
        async (nested) => {
          nested.get('/', answerPerson, () => ({ id: 1, fullName: 'Ada' }))
        },
        { prefix: '/nested' },
      )
      for (const url of ['/people', '/v2/people', '/v1/humans', '/humans?api-version=1']) {
        for (const method of ['GET', 'HEAD'] as const) {
          ran.length = 0
          const answer = await app.inject({ method, url })
          t.equal(answer.statusCode, 200)
          t.strictSame(ran, ['own', 'onRequest', 'preValidation', 'preHandler'], `${method} ${url}`)
          if (method === 'HEAD') t.equal(answer.body, '')
          t.match(answer.headers['content-length'], /^\d+$/)
        }
      }
      for (const url of ['/nested', '/nested/', '/v1/nested']) {
        ran.length = 0
        await app.inject(url)
        t.strictSame(ran, ['onRequest', 'preValidation', 'preHandler'], url)
      }
    })
  }

  t.test(`a handler that is wrapped ${order} versioning is wrapped once at each address`, async (t) => {
    // As @fastify/websocket does, which takes the handler of a route for one of sockets.
    const app = await start(t, order, (route) => {
      const { handler } = route
      route.handler = function wrapped(this: FastifyInstance, request, reply) {
        void reply.header('wrapped', String(Number(reply.getHeader('wrapped') ?? 0) + 1))
        return handler.call(this, request, reply)
      }
    })
    const tellPrefix = function (this: FastifyInstance) {
      return { id: 1, fullName: this.prefix }
    }
    await app.register(
      async (nested) => {
        nested.get('/people', answerPerson, tellPrefix)
        nested.get('/', answerPerson, tellPrefix)
      },
      { prefix: '/nested' },
    )
    for (const [url, name] of [
      ['/nested/people', 'fullName'],
      ['/v2/nested/people', 'fullName'],
      ['/v1/nested/people', 'name'],
      ['/v1/nested', 'name'],
      ['/v1/nested/', 'name'],
    ] as const) {
      const answer = await app.inject(url)
      t.strictSame(answer.json(), { id: 1, [name]: '/nested' }, `${url}, on the author's instance`)
      t.equal(answer.headers.wrapped, '1', url)
      t.equal((await app.inject({ method: 'HEAD', url })).headers.wrapped, '1', `HEAD ${url}`)
    }
  })

  t.test(`wrapped hooks of a route, ${order} versioning, leave the conversion where it is`, async (t) => {
    // As plugins that trace do.
    const app = await start(t, order, (route) => {
      const { preSerialization } = route
      if (preSerialization === undefined) return
      route.preSerialization = [preSerialization].flat().map(
        (hook) =>
          function wrapped(this: FastifyInstance, ...given) {
            hook.apply(this, given)
          },
      )
    })
    app.get(
      '/people',
      { ...answerPerson, preSerialization: (_request, _reply, payload, done) => { done(null, payload) } },
      () => ({ id: 1, fullName: 'Ada' }),
    ) // prettier-ignore
    t.strictSame((await app.inject('/v1/humans')).json(), { id: 1, name: 'Ada' })
  })
}

const latecomers = {
  'no hook': () => undefined,
  'a hook of the instance, added behind the route': (app) => {
    app.addHook('preValidation', async () => undefined)
    app.addHook('preSerialization', async (_request, _reply, payload) => payload)
  },
  'a hook that is put into the lists of the route when all plugins have seen it': (_app, route) => {
    for (const name of ['preValidation', 'preSerialization'] as const)
      Array.prototype.push.call(
        route[name],
        async (_request: unknown, _reply: unknown, payload: unknown) => payload,
      )
  },
  'lists of the route that are put in the place of the others': (_app, route) => {
    const { preValidation = [], preSerialization = [] } = route
    route.preValidation = [...[preValidation].flat(), async () => undefined]
    route.preSerialization = [...[preSerialization].flat(), async (_request, _reply, payload) => payload]
  },
} satisfies Readonly<Record<string, (app: FastifyInstance, route: RouteOptions) => unknown>>

for (const [what, add] of Object.entries<(app: FastifyInstance, route: RouteOptions) => unknown>(
  latecomers,
)) {
  t.test(`${what}: the conversion is the last one`, async (t) => {
    const routes: RouteOptions[] = []
    const app = await start(t, 'behind', (route) => void routes.push(route))
    app.post('/people', { schema: { body: Person, response: { 200: Person } } }, (request) => request.body)
    await app.after()
    const route = routes.find(({ url }) => url === '/people')
    if (route === undefined) throw new Error('the route was not seen')
    add(app, route)
    await app.ready()
    const hooks = [route.preValidation, route.preSerialization].map((held) => [held].flat().length)
    t.strictSame(
      hooks,
      what === 'no hook' ? [0, 0] : what.startsWith('a hook of the instance') ? [1, 1] : [2, 2],
    )
    const send = (url: string, body: object) => app.inject({ method: 'POST', url, body })
    for (const [url, name] of [
      ['/v1/humans', 'name'],
      ['/v2/people', 'fullName'],
    ] as const) {
      t.strictSame((await send(url, { id: 1, [name]: 'Ada' })).json(), { id: 1, [name]: 'Ada' }, url)
      const refused = await send(url, { id: 1, [name]: 'A name that is longer than it may be' })
      t.equal(refused.statusCode, 400)
      t.match(refused.json(), { message: `body/${name} must NOT have more than 20 characters` }, url)
    }
    // Requests that wait beside each other are not taken for one another.
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0
          ? send('/v1/humans', { id: 1, name: 'A name that is longer than it may be' })
          : send('/v2/people', { id: 1, fullName: 'A name that is longer than it may be' }),
      ),
    )
    t.strictSame(
      answers.map((answer) => answer.json().message),
      answers.map(
        (_, index) => `body/${index % 2 === 0 ? 'name' : 'fullName'} must NOT have more than 20 characters`,
      ),
    )
  })
}

t.test('a HEAD has the hooks of its own route, one for each host', async (t) => {
  const app = await start(t, 'before', () => undefined)
  const ran: string[] = []
  for (const host of ['a.test', 'b.test']) {
    app.get(
      '/people',
      { ...answerPerson, constraints: { host }, onRequest: async () => void ran.push(host) },
      () => ({ id: 1, fullName: 'Ada' }),
    )
  }
  for (const host of ['a.test', 'b.test']) {
    for (const method of ['GET', 'HEAD'] as const) {
      ran.length = 0
      const answer = await app.inject({ method, url: '/v1/humans', headers: { host } })
      t.strictSame([answer.statusCode, ran], [200, [host]])
    }
  }
})

t.test(
  'requests in the current version are spared the stages in which only versioning has a hook',
  async (t) => {
    for (const theirs of [undefined, 'of the route', 'of the server'] as const) {
      const app = Fastify()
      t.teardown(() => app.close())
      const seen: unknown[] = []
      const hook = (_request: unknown, _reply: unknown, payload: unknown, done: PayloadDone): void => {
        seen.push(payload)
        done(null, payload)
      }
      await app.register(versioning, { timeline })
      if (theirs === 'of the server') app.addHook('preSerialization', hook)
      const own = theirs === 'of the route' ? { preSerialization: hook } : {}
      app.post('/people', { schema: { body: Person, response: { 200: Person } }, ...own }, (request) => {
        stages.push(readStages(request))
        return request.body
      })
      const stages: unknown[] = []
      const [current, old] = [
        { id: 1, fullName: 'Ada Lovelace' },
        { id: 1, name: 'Ada Lovelace' },
      ]
      const post = async (url: string, payload: object): Promise<unknown> =>
        (await app.inject({ method: 'POST', url, payload })).json()
      // In turn, since each route is looked at once for all of its requests.
      for (let round = 0; round < 2; round += 1) {
        t.strictSame(await post('/v2/people', current), current)
        t.strictSame(await post('/v1/humans', old), old)
        t.strictSame(await post('/people', current), current)
        t.strictSame(await post('/humans?api-version=1', old), old)
      }
      t.match(await post('/v2/people', old), { message: "body must have required property 'fullName'" })
      t.match(await post('/v1/humans', current), { message: "body must have required property 'name'" })
      // The one of the server, theirs, and the last one.
      const count = theirs === undefined ? 0 : 3
      t.strictSame(
        stages.slice(0, 4),
        [
          { preValidation: 0, preSerialization: count },
          { preValidation: 1, preSerialization: Math.max(count, 1) },
          { preValidation: 0, preSerialization: count },
          { preValidation: 1, preSerialization: Math.max(count, 1) },
        ],
        String(theirs),
      )
      t.strictSame(seen.slice(0, 8), theirs === undefined ? [] : Array(8).fill(current), 'theirs ran for all')
    }
  },
)

type PayloadDone = (error: Error | null, payload: unknown) => void

/** How many hooks a request has before it in two stages. */
function readStages(request: FastifyRequest): unknown {
  const context = (request as FastifyRequest & Partial<Record<symbol, Hooks>>)[
    findSymbol(request, 'fastify.context') ?? Symbol('none')
  ]
  return {
    preValidation: context?.preValidation?.length ?? 0,
    preSerialization: context?.preSerialization?.length ?? 0,
  }
}

type Hooks = Readonly<Partial<Record<'preValidation' | 'preSerialization', readonly unknown[] | null>>>
