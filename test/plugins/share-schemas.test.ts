import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { z } from 'zod'
import { custom, defineChange, defineTimeline, onlyIn, renameField } from '../../lib/index.ts'
import { shareSchemas, versioning } from '../../plugins/index.ts'

const Price = z.object({ amount: z.int(), currency: z.enum(['EUR', 'USD']) }).meta({ id: 'SharedPrice' })
const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    {
      name: '2',
      changes: [
        defineChange({
          summary: 'A price has a currency.',
          operations: [
            custom(Price, {
              old: z.int(),
              upgrade: (amount) => ({ amount, currency: 'EUR' as const }),
              downgrade: ({ amount }) => amount,
              loss: 'The currency',
            }),
          ],
        }),
      ],
    },
    { name: '1', aliases: ['v1'] },
  ],
})

t.test('routes in JSON Schema refer to a schema in zod, beside routes in zod that use it', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(versioning, { timeline })
  shareSchemas(app, [Price])
  const asJson = {
    type: 'object',
    required: ['price'],
    properties: { price: { $ref: 'SharedPrice#' } },
  }
  await app.register((instance, _options, done) => {
    instance.post('/json', { schema: { body: asJson, response: { 200: asJson } } }, ({ body }) => body)
    done()
  })
  await app.register((instance, _options, done) => {
    const asZod = z.object({ price: Price })
    instance.post('/zod', { schema: { body: asZod, response: { 200: asZod } } }, ({ body }) => body)
    done()
  })
  for (const path of ['/json', '/zod']) {
    const current = { price: { amount: 5, currency: 'EUR' } }
    t.strictSame((await app.inject({ method: 'POST', url: path, body: current })).json(), current)
    const old = await app.inject({ method: 'POST', url: `/v1${path}`, body: { price: 5 } })
    t.strictSame([old.statusCode, old.json()], [200, { price: 5 }])
    const refused = await app.inject({ method: 'POST', url: `/v1${path}`, body: current })
    t.equal(refused.statusCode, 400)
  }
})

t.test('a name that is taken by another schema is refused', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  app.addSchema({ $id: 'SharedPrice', type: 'number' })
  t.throws(() => shareSchemas(app, [Price]), {
    code: 'TDM_SCHEMA_TAKEN',
    message:
      'Two different schemas are called "SharedPrice", in the shared schemas and in a call of shareSchemas. Give one of them another id.',
  })
})

t.test('a schema is shared in whatever order the scopes that use it are registered', async (t) => {
  const user = { name: 'Ada' }
  const Person = z.object({ name: z.string() }).meta({ id: 'SharedPerson' })
  const Team = z.object({ lead: Person, members: z.array(Person) }).meta({ id: 'SharedTeam' })
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(versioning, { timeline })
  await app.register(async (outer) => {
    await outer.register((inner, _options, done) => {
      inner.get('/inner', { schema: { response: { 200: Person } } }, () => user)
      done()
    })
    outer.get('/outer', { schema: { response: { 200: Team } } }, () => ({ lead: user, members: [user] }))
    outer.get('/json', { schema: { response: { 200: { $ref: 'SharedPerson#' } } } }, () => user)
  })
  shareSchemas(app, [Person, Team])
  app.get('/me', { schema: { response: { 200: z.array(Team) } } }, () => [])
  for (const path of ['/inner', '/json']) t.strictSame((await app.inject(`/v1${path}`)).json(), user)
  t.strictSame((await app.inject('/v1/outer')).json(), { lead: user, members: [user] })
  t.strictSame((await app.inject('/v1/me')).json(), [])
})

t.test('a scope keeps a schema of its own, and is told where that is another one', async (t) => {
  const Own = z.object({ name: z.string() }).meta({ id: 'SharedOwn' })
  const serve = async (own: object): Promise<FastifyInstance> => {
    const app = Fastify()
    t.teardown(() => app.close())
    await app.register(versioning, { timeline })
    await app.register((instance, _options, done) => {
      instance.addSchema({ ...own, $id: 'SharedOwn' })
      instance.get('/json', { schema: { response: { 200: { $ref: 'SharedOwn#' } } } }, () => ({ name: 'x' }))
      done()
    })
    app.get('/zod', { schema: { response: { 200: Own } } }, () => ({ name: 'x' }))
    await app.register((instance, _options, done) => {
      instance.get('/later', { schema: { response: { 200: Own } } }, () => ({ name: 'x' }))
      done()
    })
    return app
  }
  const same = await serve({ type: 'object', properties: { name: { type: 'string' } }, required: ['name'] })
  for (const path of ['/json', '/zod', '/later']) {
    t.strictSame((await same.inject(`/v1${path}`)).json(), { name: 'x' }, path)
  }
  const other = await serve({ type: 'string' })
  await t.rejects(async () => other.ready(), {
    code: 'TDM_SCHEMA_TAKEN',
    message:
      'Two different schemas are called "SharedOwn", in GET /json and in GET /zod. Give one of them another id.',
  })
})

t.test('what answers alone are made of is no concern of requests in another scope', async (t) => {
  const Answer = z.object({ name: z.string() }).meta({ id: 'SharedAnswer' })
  const app = Fastify()
  t.teardown(() => app.close())
  const operations = [
    onlyIn('response', renameField(Answer, 'title', 'name')),
    renameField('SharedAnswer', 'label', 'title'),
  ]
  await app.register(versioning, {
    timeline: defineTimeline({
      scheme: 'integer',
      versions: [
        { name: '2', changes: [defineChange({ summary: 'A change.', operations: operations.toReversed() })] },
        { name: '1', aliases: ['v1'] },
      ],
    }),
  })
  app.get('/zod', { schema: { response: { 200: Answer } } }, () => ({ name: 'x' }))
  app.post('/json', { schema: { body: { type: 'object' } } }, () => 'y')
  t.strictSame((await app.inject('/v1/zod')).json(), { label: 'x' })
  t.equal((await app.inject({ method: 'POST', url: '/v1/json', body: {} })).body, 'y')
})

t.test(
  'a schema whose parts differ by defaults is one schema to all routes that send it, or get it',
  async (t) => {
    const Extra = z.object({ size: z.int().default(1) }).meta({ id: 'DefaultExtra' })
    const Base = z
      .object({
        extra: Extra,
        get more() {
          return z.array(Topping).optional()
        },
      })
      .meta({ id: 'DefaultBase' })
    const Topping = z.object({ base: Base }).meta({ id: 'DefaultTopping' })
    const Order = z.object({ bases: z.array(Base) }).meta({ id: 'DefaultOrder' })
    const app = Fastify()
    t.teardown(() => app.close())
    await app.register(versioning, { timeline })
    app.post('/extras', { schema: { body: Extra } }, () => 'made')
    // Fastify adds a HEAD to it, which has the same schemas.
    app.get('/orders', { schema: { response: { 200: Order } } }, () => ({ bases: [{ extra: { size: 2 } }] }))
    app.get('/bases', { schema: { response: { 200: Base } } }, () => ({ extra: { size: 2 } }))
    app.put('/orders', { schema: { body: Order, response: { 200: Order } } }, ({ body }) => body)
    app.put('/toppings', { schema: { body: Topping } }, ({ body }) => body)
    await app.ready()
    t.strictSame((await app.inject('/orders')).json(), { bases: [{ extra: { size: 2 } }] })
    const body = { bases: [{ extra: {}, more: [{ base: { extra: {} } }] }] }
    const put = await app.inject({ method: 'PUT', url: '/orders', body })
    t.strictSame(put.json(), { bases: [{ extra: { size: 1 }, more: [{ base: { extra: { size: 1 } } }] }] })
  },
)

t.test(
  'what a schema is in a request has a name of its own, whatever other schema has the first one',
  async (t) => {
    const Draft = z.object({ title: z.string().default('none') }).meta({ id: 'SharedDraft' })
    const Other = z.object({ text: z.string() }).meta({ id: 'SharedDraftInput' })
    const app = Fastify()
    t.teardown(() => app.close())
    await app.register(versioning, { timeline })
    app.post('/others', { schema: { body: Other } }, ({ body }) => body)
    app.get('/draft', { schema: { response: { 200: Draft } } }, () => ({ title: 'a' }))
    app.post('/drafts', { schema: { body: Draft } }, ({ body }) => body)
    app.post('/more', { schema: { body: z.array(Draft) } }, ({ body }) => body)
    await app.ready()
    t.strictSame(Object.keys(app.getSchemas()), ['SharedDraftInput', 'SharedDraft', 'SharedDraftInputInput'])
    const sent = async (url: string, body: object): Promise<unknown> =>
      (await app.inject({ method: 'POST', url: `/v1${url}`, body })).json()
    t.strictSame(await sent('/drafts', {}), { title: 'none' })
    t.strictSame(await sent('/more', [{}]), [{ title: 'none' }])
    t.strictSame(await sent('/others', { text: 'x' }), { text: 'x' })
    // fastify-type-provider-zod refuses such names, whatever service has them.
    z.globalRegistry.remove(Other)
  },
)

t.test('two schemas that differ in requests alone may not have one name', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(versioning, { timeline })
  const write = (missing: string): z.ZodType =>
    z.object({ title: z.string().prefault(missing) }).meta({ id: 'SharedPrefault' })
  const first = write('a')
  app.get('/answer', { schema: { response: { 200: first } } }, () => ({ title: 'a' }))
  app.post('/first', { schema: { body: first } }, ({ body }) => body)
  z.globalRegistry.remove(first)
  t.throws(() => app.post('/second', { schema: { body: write('b') } }, ({ body }) => body), {
    code: 'TDM_SCHEMA_TAKEN',
    message:
      'Two different schemas are called "SharedPrefault", in GET /answer and in POST /second. Give one of them another id.',
  })
})
