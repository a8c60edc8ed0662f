import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { z } from 'zod'
import { defineChange, defineTimeline, fromClient, fromHeader, renameField } from '../../lib/index.ts'
import { openapi, versioning } from '../../plugins/index.ts'

const Total = z.object({ amount: z.int(), currency: z.string() }).meta({ id: 'Total' })
const OldTotal = z.object({ cents: z.int() }).meta({ id: 'OldTotal' })

const cents = defineChange({
  summary: '`value` is called `cents`.',
  operations: [renameField(OldTotal, 'value', 'cents')],
})
const currencies = defineChange({
  summary: 'Totals are computed in the currency of the account.',
  operations: [],
})
const amounts = defineChange({
  summary: '`sum` is called `amount`.',
  operations: [renameField(Total, 'sum', 'amount')],
})

const timeline = defineTimeline({
  scheme: 'date',
  versions: [
    { name: '2026-09-01', aliases: ['v4'], changes: [amounts] },
    { name: '2026-06-01', aliases: ['v3'], changes: [currencies] },
    { name: '2026-03-01', aliases: ['v2'], changes: [cents] },
    { name: '2025-09-01', aliases: ['v1'] },
  ],
})

async function start(test: Test, options: object = {}): Promise<FastifyInstance> {
  const app = Fastify()
  test.teardown(() => app.close())
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'T', version: '1' } } })
  await app.register(versioning, { timeline, ...options })
  await app.register(openapi)
  return app
}

interface Test {
  readonly teardown: (end: () => unknown) => void
}

function addTotals(app: FastifyInstance): void {
  // The newer one first, and so that the older one would win where only the last is kept.
  app.get('/total', { config: { versions: '>=2026-06-01' }, schema: { response: { 200: Total } } }, () => ({
    amount: 100,
    currency: 'EUR',
  }))
  app.get('/total', { config: { versions: '<v3' }, schema: { response: { 200: OldTotal } } }, () => ({
    cents: 100,
  }))
}

t.test(
  'two handlers of one path answer two ranges of versions, each with the changes of its own time',
  async (t) => {
    const app = await start(t)
    addTotals(app)
    const answers: Record<string, unknown> = {}
    for (const version of ['v4', 'v3', 'v2', 'v1']) {
      answers[version] = [
        (await app.inject(`/${version}/total`)).json(),
        (await app.inject({ url: '/total', headers: { 'api-version': version } })).json(),
        (await app.inject(`/total?api-version=${version}`)).json(),
      ]
    }
    const same = (value: unknown) => [value, value, value]
    t.strictSame(answers, {
      v4: same({ amount: 100, currency: 'EUR' }),
      v3: same({ sum: 100, currency: 'EUR' }),
      v2: same({ cents: 100 }),
      v1: same({ value: 100 }),
    })
    t.strictSame((await app.inject('/total')).json(), { amount: 100, currency: 'EUR' })
  },
)

t.test('requests are upgraded to what the handler of their range speaks', async (t) => {
  const app = await start(t)
  app.post('/total', { config: { versions: '>=v3' }, schema: { body: Total } }, ({ body }) => body)
  app.post('/total', { config: { versions: '<v3' }, schema: { body: OldTotal } }, ({ body }) => body)
  const post = async (version: string, body: object) =>
    (await app.inject({ method: 'POST', url: `/${version}/total`, body })).json<object>()
  t.strictSame(await post('v1', { value: 1 }), { cents: 1 })
  t.strictSame(await post('v2', { cents: 1 }), { cents: 1 })
  t.strictSame(await post('v3', { sum: 1, currency: 'EUR' }), { amount: 1, currency: 'EUR' })
  t.match(await post('v2', { amount: 1, currency: 'EUR' }), {
    message: "body must have required property 'cents'",
  })
})

t.test('HEAD goes with the GET of its range', async (t) => {
  const app = await start(t)
  addTotals(app)
  for (const [version, length] of [
    ['v4', '{"amount":100,"currency":"EUR"}'.length],
    ['v1', '{"value":100}'.length],
  ] as const) {
    for (const url of [`/${version}/total`, `/total?api-version=${version}`]) {
      const answer = await app.inject({ method: 'HEAD', url })
      t.strictSame(
        [answer.statusCode, answer.headers['content-length'], answer.body],
        [200, String(length), ''],
        url,
      )
    }
  }
})

t.test('the document of each version has the handler of its range', async (t) => {
  const app = await start(t)
  addTotals(app)
  await app.ready()
  const fields = timeline.versions.map(({ name }) => {
    const { components } = app.tidemark.document(name)
    const { schemas } = components as { schemas: Record<string, { properties: object }> }
    return Object.entries(schemas).map(([id, { properties }]) => `${id}: ${Object.keys(properties).join()}`)
  })
  t.strictSame(fields, [
    ['Total: amount,currency'],
    ['Total: sum,currency'],
    ['OldTotal: cents'],
    ['OldTotal: value'],
  ])
  t.strictSame(
    timeline.versions.map(({ name }) => Object.keys(app.tidemark.document(name).paths ?? {})),
    [['/total'], ['/total'], ['/total'], ['/total']],
  )
})

t.test('explain tells of the handler that a version has', async (t) => {
  const app = await start(t)
  addTotals(app)
  await app.ready()
  const fieldsOf = (version: string) =>
    app.tidemark
      .explain('GET', '/total', version)
      .parts.flatMap(({ fields }) => fields.map(({ from, to }) => `${from.join()} → ${String(to)}`))
  t.strictSame(fieldsOf('v1'), ['/cents → /value'])
  t.strictSame(fieldsOf('v2'), [])
  t.strictSame(fieldsOf('v3'), ['/amount → /sum', '/currency → /currency'])
})

t.test('a version without a handler for it is a 404, with other versions beside it', async (t) => {
  const app = await start(t)
  app.get('/new', { config: { versions: '>=v3' } }, () => ({ is: 'new' }))
  t.strictSame(
    await Promise.all(['v4', 'v3', 'v2', 'v1'].map(async (v) => (await app.inject(`/${v}/new`)).statusCode)),
    [200, 200, 404, 404],
  )
  t.equal(
    (await app.inject({ url: '/new', headers: { 'api-version': 'v2' } })).headers['api-version'],
    '2026-03-01',
  )
})

t.test('ranges are read as comparisons, alternatives, names and aliases', async (t) => {
  const app = await start(t)
  const ranges = { a: 'v2', b: '>=v2 <v4', c: 'v1 || v4', d: '> 2026-01-01 <= 2026-06-15', e: '=2025-09-01' }
  for (const [name, versions] of Object.entries(ranges))
    app.get(`/${name}`, { config: { versions } }, () => name)
  const found = async (name: string) => {
    const statuses = await Promise.all(
      ['v1', 'v2', 'v3', 'v4'].map(async (v) => [v, (await app.inject(`/${v}/${name}`)).statusCode] as const),
    )
    return statuses.flatMap(([v, status]) => (status === 200 ? [v] : [])).join()
  }
  t.strictSame(await Promise.all(Object.keys(ranges).map(found)), ['v2', 'v2,v3', 'v1,v4', 'v2,v3', 'v1'])
})

t.test('ranges that overlap, say nothing or cannot be read stop the boot', async (t) => {
  const refused = async (ranges: readonly (string | undefined)[], message: string) => {
    const app = await start(t)
    t.throws(() => {
      for (const versions of ranges)
        app.get('/x', { config: versions === undefined ? {} : { versions } }, () => 'x')
    }, new Error(message))
  }
  await refused(
    ['>=v2', '<v3'],
    'Two routes are declared for GET /x in version 2026-03-01, with the ranges ">=v2" and "<v3". Let each version have one of them.',
  )
  await refused(
    [undefined, '<v3'],
    'Two routes are declared for GET /x in version 2026-03-01, with the ranges "*" and "<v3". Let each version have one of them.',
  )
  await refused(
    ['<v1'],
    'The range of versions "<v1" of the route GET /x cannot be used: no version of the timeline is in it.',
  )
  await refused(
    ['<v9'],
    'The range of versions "<v9" of the route GET /x cannot be used: "v9" is neither a version, an alias, nor a calendar date such as 2026-03-01.',
  )
  await refused(
    [2 as never],
    'The range of versions "2" of the route GET /x cannot be used: it has to be a text, such as "<v3".',
  )
  await refused(
    ['v1 |'],
    'The range of versions "v1 |" of the route GET /x cannot be used: "|" cannot be read.',
  )
  await refused(
    ['v1 || '],
    'The range of versions "v1 || " of the route GET /x cannot be used: it lacks a version such as in "<v3".',
  )
})

t.test('31 handlers of one path are served, and one more is refused with the way out', async (t) => {
  const versions = Array.from({ length: 32 }, (_, index) => ({ name: String(32 - index) }))
  const many = defineTimeline({ scheme: 'integer', versions })
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(versioning, { timeline: many })
  for (let version = 1; version <= 31; version++) {
    app.get('/x', { config: { versions: String(version) }, exposeHeadRoute: false }, () => ({ version }))
  }
  t.throws(
    () => app.get('/x', { config: { versions: '32' } }, () => ({ version: 32 })),
    new Error(
      'More than 31 handlers share GET /x in different versions, which is more than the router supports. Join ranges and let changes convert between them, or give some of the handlers other paths.',
    ),
  )
})

t.test('each of 31 handlers answers its own version', async (t) => {
  const versions = Array.from({ length: 31 }, (_, index) => ({ name: String(31 - index) }))
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(versioning, { timeline: defineTimeline({ scheme: 'integer', versions }) })
  for (const { name } of versions) app.get('/x', { config: { versions: name } }, () => ({ version: name }))
  for (const { name } of versions) {
    t.strictSame((await app.inject({ url: '/x', headers: { 'api-version': name } })).json(), {
      version: name,
    })
    t.strictSame((await app.inject(`/${name}/x`)).json(), { version: name })
  }
})

t.test('a handler that a pin chooses is found by the router, which waits for the lookup', async (t) => {
  const client = fromClient({
    key: ({ headers }) => headers['x-account']?.toString(),
    vary: ['x-account'],
    lookup: async (key) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      if (key === 'broken') throw Object.assign(new Error('The accounts are away.'), { statusCode: 503 })
      return key === 'old' ? 'v1' : undefined
    },
  })
  const app = await start(t, { sources: [fromHeader(), client] })
  addTotals(app)
  const get = (account: string, version?: string) =>
    app.inject({
      url: '/total',
      headers: { 'x-account': account, ...(version === undefined ? {} : { 'api-version': version }) },
    })
  t.strictSame((await get('old')).json(), { value: 100 })
  t.strictSame((await get('new')).json(), { amount: 100, currency: 'EUR' })
  t.strictSame((await get('old', 'v2')).json(), { cents: 100 })
  const broken = await get('broken')
  t.strictSame(
    [broken.statusCode, broken.json<{ message: string }>().message],
    [503, 'The accounts are away.'],
  )
})

t.test('routes without versions answer as they did, beside others that have ranges', async (t) => {
  const app = await start(t)
  addTotals(app)
  app.get('/health', { config: { versioning: false } }, () => ({ status: 'ok' }))
  for (const headers of [{}, { 'api-version': 'v1' }, { 'api-version': 'nonsense' }] as const) {
    const answer = await app.inject({ url: '/health', headers })
    t.strictSame(
      [answer.statusCode, answer.json(), answer.headers['api-version']],
      [200, { status: 'ok' }, undefined],
    )
  }
})
