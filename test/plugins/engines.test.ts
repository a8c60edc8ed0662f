import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifySchema } from 'fastify'
import t from 'tap'
import { z } from 'zod'
import {
  custom,
  defineChange,
  defineTimeline,
  formatExplanation,
  queryOf,
  renameField,
  retypeField,
  type Operation,
} from '../../lib/index.ts'
import { problems, versioning } from '../../plugins/index.ts'

interface Test {
  readonly teardown: (end: () => unknown) => void
}

/** A server with two versions, closed when the test ends, and what it has logged. */
async function start(
  test: Test,
  ...operations: readonly Operation[]
): Promise<{ readonly app: FastifyInstance; readonly lines: string[] }> {
  const lines: string[] = []
  const app = Fastify({ logger: { level: 'error', stream: { write: (line: string) => lines.push(line) } } })
  test.teardown(() => app.close())
  const changes = [defineChange({ summary: 'Renamed.', operations })]
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes },
      { name: '1', aliases: ['v1'] },
    ],
  })
  await app.register(versioning, { timeline })
  return { app, lines }
}

const When = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
})
const Big = z.codec(z.string().regex(/^\d+$/), z.bigint(), { decode: BigInt, encode: String })
const at = '2026-11-01T10:00:00.000Z'

/** A route that answers what it was sent, after it was noted what that was. */
function echo(app: FastifyInstance, url: string, schema: FastifySchema): unknown[] {
  const seen: unknown[] = []
  app.post(url, { schema }, ({ body }) => {
    seen.push(body)
    return body
  })
  return seen
}

t.test('codecs are decoded after the upgrade, and encoded before the downgrade', async (t) => {
  const { app } = await start(t, renameField('Event', 'starts', 'at'))
  const Event = z.object({ at: When, size: Big.optional() }).meta({ id: 'Event' })
  const Page = z.object({
    data: z.array(Event),
    next: z.union([Event, z.null()]),
    by: z.record(z.string(), When),
  })
  const seen = echo(app, '/pages', { body: Page, response: { 200: Page } })
  const toPage = (event: object) => ({ data: [event, event], next: event, by: { a: at } })
  const post = (version: string, body: object) =>
    app.inject({ method: 'POST', url: `/${version}/pages`, body })
  const current = toPage({ at, size: '12345678901234567890' })
  const old = toPage({ starts: at, size: '12345678901234567890' })
  t.strictSame((await post('v2', current)).json(), current)
  t.strictSame((await post('v1', old)).json(), old)
  const event = { at: new Date(at), size: 12345678901234567890n }
  const page = { data: [event, event], next: event, by: { a: new Date(at) } }
  t.strictSame(seen, [page, page])
  for (const [version, wrong] of [
    ['v2', toPage({ at: 'yesterday' })],
    ['v1', toPage({ starts: 'yesterday' })],
    ['v1', toPage({ at })],
  ] as const) {
    t.equal((await post(version, wrong)).statusCode, 400, JSON.stringify(wrong))
  }
})

t.test('functions of a change see what is sent, and not what a codec has made of it', async (t) => {
  const day = retypeField('Event', 'at', {
    old: z.iso.date(),
    upgrade: (date) => `${date}T00:00:00.000Z`,
    downgrade: (date) => String(date).slice(0, 10),
    loss: 'the time of day',
  })
  const { app } = await start(t, day)
  const Event = z.object({ at: When }).meta({ id: 'Event' })
  const seen = echo(app, '/events', { body: Event, response: { 200: Event } })
  const post = (version: string, body: object) =>
    app.inject({ method: 'POST', url: `/${version}/events`, body })
  t.strictSame((await post('v1', { at: '2026-11-01' })).json(), { at: '2026-11-01' })
  t.strictSame((await post('v2', { at })).json(), { at })
  t.strictSame(seen, [{ at: new Date('2026-11-01') }, { at: new Date(at) }])
})

t.test('what a handler answers is not touched, and what has no codec is written as before', async (t) => {
  const { app } = await start(t, renameField('Event', 'starts', 'at'))
  const Inner = z.object({ n: z.int() })
  const Event = z.object({ at: When.nullable(), inner: Inner }).meta({ id: 'Event' })
  const inner = Object.freeze({ n: 1, stray: true })
  const answer = Object.freeze({ at: new Date(at), inner, secret: 'x' })
  app.get('/event', { schema: { response: { '2xx': Event } } }, () => answer)
  app.get('/none', { schema: { response: { default: Event } } }, () => ({ at: null, inner: { n: '7' } }))
  app.get('/row', { schema: { response: { 200: Event } } }, () => ({ toJSON: () => answer }))
  for (const url of ['/event', '/row']) {
    t.strictSame((await app.inject(`/v2${url}`)).json(), { at, inner: { n: 1 } })
    t.strictSame((await app.inject(`/v1${url}`)).json(), { starts: at, inner: { n: 1 } })
  }
  t.strictSame((await app.inject('/v2/none')).json(), { at: null, inner: { n: 7 } })
  t.strictSame((await app.inject('/v1/none')).json(), { starts: null, inner: { n: 7 } })
})

t.test('a date in an answer is written as text, in every version', async (t) => {
  const { app } = await start(t, renameField('Event', 'starts', 'at'))
  const Event = z.object({ at: z.date(), ends: z.date().optional() }).meta({ id: 'Event' })
  app.get('/event', { schema: { response: { 200: Event } } }, () => ({ at: new Date(at) }))
  t.strictSame((await app.inject('/v2/event')).json(), { at })
  t.strictSame((await app.inject('/v1/event')).json(), { starts: at })
})

t.test('a codec that cannot encode is a 500, and the log names route, version and field', async (t) => {
  const { app, lines } = await start(t, renameField('Event', 'starts', 'at'))
  await app.register(problems)
  const Kind = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('a'), at: When }),
    z.object({ kind: z.literal('b'), n: z.int() }),
  ])
  const Event = z.object({ list: z.array(Kind) }).meta({ id: 'List' })
  const wrong = [
    [{ kind: 'a', at }, 'Invalid input: expected date, received string'],
    [{ kind: 'a', at: new Date(NaN) }, 'Invalid input: expected date, received Date'],
  ] as const
  for (const [index, [value]] of wrong.entries()) {
    app.get(`/${String(index)}`, { schema: { response: { 200: Event } } }, () => ({
      list: [{ kind: 'b', n: 1 }, value],
    }))
  }
  for (const [index, [, reason]] of wrong.entries()) {
    for (const version of ['2', '1']) {
      const answer = await app.inject(`/v${version}/${String(index)}`)
      t.equal(answer.statusCode, 500)
      t.notMatch(answer.body, 'codec')
      const { msg, err } = JSON.parse(lines.pop() ?? '{}') as { msg: string; err: { code: string } }
      t.equal(err.code, 'TDM_RESPONSE_UNENCODABLE')
      t.equal(
        msg,
        `The answer 200 of GET /${String(index)} cannot be sent in version ${version}: the codec at /list/1/at could not encode the value that the handler returned (${reason}).`,
      )
    }
  }
})

t.test('what zod does beside checking is done once, on what has become current', async (t) => {
  const { app } = await start(t, renameField('Form', 'was', 'is'))
  const Node: z.ZodType = z.object({ name: z.string().trim().max(3), children: z.lazy(() => z.array(Node)) })
  const Form = z
    .object({
      is: z.string().trim().max(3).toLowerCase().brand('Is'),
      count: z.int().default(3),
      size: z
        .string()
        .prefault(' 7 ')
        .transform((text) => Number(text))
        .pipe(z.number()),
      mood: z.enum(['good', 'bad']).catch('good'),
      tags: z.preprocess(
        (value) => (typeof value === 'string' ? value.split(',') : value),
        z.array(z.string()),
      ),
      on: z.stringbool(),
      day: z.coerce.date(),
      list: z.array(z.int()).readonly(),
      code: z.string().regex(/^[a-z]+$/i),
      id: z.cuid2(),
      tree: Node,
    })
    .refine(({ count, list }) => list.length <= count, { path: ['list'], error: 'too long' })
    .meta({ id: 'Form' })
  const seen = echo(app, '/forms', { body: Form })
  const post = (version: string, body: object) =>
    app.inject({ method: 'POST', url: `/${version}/forms`, body })
  const sent = {
    mood: 'odd',
    tags: 'a,b',
    on: 'yes',
    day: 1_700_000_000_000,
    list: [1],
    code: 'ABC',
    id: 'tz4a98xxat96iws9zmbrgj3a',
    tree: { name: '  roo', children: [{ name: ' a   ', children: [] }] },
  }
  t.equal((await post('v2', { ...sent, is: '  ABC ' })).statusCode, 200)
  t.equal((await post('v1', { ...sent, was: '  ABC ' })).statusCode, 200)
  const form = {
    is: 'abc',
    count: 3,
    size: 7,
    mood: 'good',
    tags: ['a', 'b'],
    on: true,
    day: new Date(1_700_000_000_000),
    list: [1],
    code: 'ABC',
    id: 'tz4a98xxat96iws9zmbrgj3a',
    tree: { name: 'roo', children: [{ name: 'a', children: [] }] },
  }
  t.strictSame(seen, [form, form])
  const refused = await post('v1', { ...sent, was: 'a', list: [1, 2, 3, 4] })
  t.strictSame([refused.statusCode, refused.json<{ message: string }>().message], [400, 'body/list too long'])
})

t.test('a query is coerced as Fastify does it, and what zod coerces it may be given as it is', async (t) => {
  const { app } = await start(t, renameField(queryOf('GET /list'), 'page_size', 'limit'))
  const query = z.object({
    limit: z.coerce.number().catch(20),
    since: z.coerce.date().optional(),
    even: z
      .int()
      .refine((n) => n % 2 === 0)
      .optional(),
  })
  app.get('/list', { schema: { querystring: query } }, ({ query }) => query)
  for (const [sent, given] of [
    ['limit=7', { limit: 7 }],
    ['limit=many', { limit: 20 }],
    ['', { limit: 20 }],
    ['limit=7&even=2&since=2026-11-01', { limit: 7, even: 2, since: '2026-11-01T00:00:00.000Z' }],
  ] as const) {
    t.strictSame((await app.inject(`/v2/list?${sent}`)).json(), given, sent)
    t.strictSame((await app.inject(`/v1/list?${sent.replace('limit', 'page_size')}`)).json(), given, sent)
  }
  for (const url of ['/v2/list?even=3', '/v1/list?even=3', '/v2/list?since=no']) {
    t.equal((await app.inject(url)).statusCode, 400, url)
  }
})

t.test('which engine has which part, and why, is told by explain', async (t) => {
  const { app } = await start(t, renameField(queryOf('POST /list'), 'page_size', 'limit'))
  app.post(
    '/list',
    {
      schema: {
        params: { type: 'object', properties: {} },
        querystring: z.object({ limit: z.coerce.number().optional() }),
        headers: z.object({ 'x-key': z.string().refine(Boolean) }),
        body: z.object({ email: z.email().refine(Boolean), list: z.array(z.string().trim()), at: When }),
        response: { 200: z.object({ at: z.array(When) }), '4xx': z.object({ title: z.string() }) },
      },
    },
    () => ({ at: [] }),
  )
  await app.ready()
  const explanation = app.tidemark.explain('POST', '/list', '1')
  const plain = { name: 'json-schema', reasons: [] }
  t.strictSame(
    explanation.parts.map(({ part, status, engine }) => [part, status, engine]),
    [
      [
        'request',
        undefined,
        { name: 'zod', reasons: ['refinement at /email', 'rewriting at /list/*', 'codec at /at'] },
      ],
      ['query', undefined, plain],
      ['path', undefined, plain],
      ['headers', undefined, { name: 'zod', reasons: ['refinement at /x-key'] }],
      ['response', '200', { name: 'zod', reasons: ['codec at /at/*'] }],
      ['response', '4xx', plain],
    ],
  )
  t.equal(
    formatExplanation(explanation),
    `
POST /list in version 1: POST /list

query, from the old version to the current one
  /limit  ←  /page_size  renamed  "Renamed." (2, rename-field)

engines
  request       zod          refinement at /email; rewriting at /list/*; codec at /at
  query         json-schema
  path          json-schema
  headers       zod          refinement at /x-key
  response 200  zod          codec at /at/*
  response 4xx  json-schema
`.trim(),
  )
})

t.test('what JSON does not have stops the boot, by an error that says what to use', async (t) => {
  const { app } = await start(t)
  const cases = [
    [
      { body: z.object({ n: z.array(z.bigint()) }) },
      '/n/* is a bigint, which JSON does not have: use z.int(), or z.codec(z.string(), z.bigint(), …) where the handler is to get a bigint',
    ],
    [
      { response: { 200: z.bigint() } },
      'it is a bigint, which JSON does not have: use z.int(), or z.codec(z.string(), z.bigint(), …) where the handler is to get a bigint',
    ],
    [
      { body: z.object({ at: z.date() }) },
      '/at is a date, which JSON does not have: use z.iso.datetime(), or z.codec(z.iso.datetime(), z.date(), …) where the handler is to get a Date',
    ],
    [
      { response: { 200: z.object({ n: z.string().transform(Number) }) } },
      '/n is what a transform gives, which no schema describes: use z.codec(), or .pipe() it into a schema of what is sent',
    ],
    [
      { response: { 200: z.map(z.string(), z.int()) } },
      'it is a Map, which JSON does not have: use z.record(), or a codec of it',
    ],
    [
      { body: z.literal(7n) },
      'it is a bigint, which JSON does not have: use z.int(), or z.codec(z.string(), z.bigint(), …) where the handler is to get a bigint',
    ],
  ] as const
  for (const [schema, reason] of cases) {
    t.throws(() => app.post('/x', { schema }, () => null), {
      code: 'TDM_SCHEMA_INEXPRESSIBLE',
      message: `A schema of the route POST /x cannot be written as JSON Schema: ${reason}.`,
    })
  }
})

t.test(
  'a null that a schema accepts stays one, in every version: coercion makes nothing of it',
  async (t) => {
    const Count = z.int().min(0).meta({ id: 'NullCount' })
    const Span = z.object({ from: z.int() }).meta({ id: 'NullSpan' })
    const Row = z
      .object({
        count: z.int().nullable(),
        named: Count.nullable(),
        text: z.string().max(9).nullable(),
        list: z.array(z.string()).nullable(),
        either: z.union([z.int(), z.boolean(), z.null()]),
        counts: z.array(z.int().nullable()),
        span: Span.nullable(),
        price: z.int().nullable(),
      })
      .meta({ id: 'NullRow' })
    const { app } = await start(
      t,
      renameField(Row, 'number', 'count'),
      custom(Span, {
        old: z.string(),
        upgrade: (from) => ({ from: Number(from) }),
        downgrade: ({ from }) => String(from),
      }),
      retypeField(Row, 'price', {
        old: z.string(),
        upgrade: (text) => (text === '' ? null : Number(text)),
        downgrade: (price) => (price === null ? '' : String(price)),
      }),
    )
    const seen = echo(app, '/rows', { body: Row })
    const same = { named: null, text: null, list: null, either: null, counts: [null, 0], span: null }
    const current = { ...same, count: null, price: null }
    await app.inject({ method: 'POST', url: '/v2/rows', body: current })
    await app.inject({ method: 'POST', url: '/v1/rows', body: { ...same, number: null, price: '' } })
    t.strictSame(seen.splice(0), [current, current])

    const others = { named: 1, text: '', list: [], either: 0, counts: [], price: '7' }
    await app.inject({ method: 'POST', url: '/v2/rows', body: { ...others, count: '0', span: { from: 3 } } })
    await app.inject({ method: 'POST', url: '/v1/rows', body: { ...others, number: '0', span: '3' } })
    const sent = { ...others, count: 0, span: { from: 3 }, price: 7 }
    t.strictSame(seen, [sent, sent], 'what is no null is coerced as ever')

    const wrong = await app.inject({
      method: 'POST',
      url: '/v1/rows',
      body: { ...same, number: 'x', price: '' },
    })
    t.equal(
      wrong.json<{ message: string }>().message,
      'body/number must be integer, body/number must be null, body/number must match a schema in anyOf',
    )
  },
)

t.test('what a function puts in place of what is left out is made anew for each request', async (t) => {
  const Draft = z
    .object({
      title: z.string(),
      id: z.uuid().default(() => randomUUID()),
      key: z.string().prefault(() => randomUUID()),
      token: z.string().catch(() => randomUUID()),
      at: z.iso.datetime().default(() => new Date().toISOString()),
      stamp: z.int().default(() => Date.now()),
      since: z.iso.date().default('2020-01-01'),
    })
    .meta({ id: 'LiveDraft' })
  const { app } = await start(t, renameField(Draft, 'name', 'title'))
  const seen = echo(app, '/drafts', { body: Draft })
  app.get('/drafts', { schema: { querystring: Draft } }, ({ query }) => {
    seen.push(query)
    return query
  })
  for (const [version, name] of [
    ['v2', 'title'],
    ['v1', 'name'],
  ] as const) {
    for (let count = 0; count < 2; count += 1) {
      await app.inject({ method: 'POST', url: `/${version}/drafts`, body: { [name]: 'a' } })
      await app.inject({ url: `/${version}/drafts`, query: { [name]: 'a' } })
    }
  }
  const drafts = seen as z.infer<typeof Draft>[]
  t.equal(drafts.length, 8)
  for (const field of ['id', 'key', 'token'] as const)
    t.equal(new Set(drafts.map((draft) => draft[field])).size, 8, field)
  const booted = Date.now()
  await new Promise((resolve) => setTimeout(resolve, 2))
  seen.length = 0
  await app.inject({ method: 'POST', url: '/v1/drafts', body: { name: 'a' } })
  const [last] = seen as z.infer<typeof Draft>[]
  t.ok(last !== undefined && last.stamp > booted && Date.parse(last.at) > booted)
  t.equal(last?.since, '2020-01-01')
})

t.test('a default in a choice, or of a named schema, is filled in as zod does it', async (t) => {
  const Cat = z.object({ kind: z.literal('cat'), lives: z.int().default(9) }).meta({ id: 'ChosenCat' })
  const Dog = z.object({
    kind: z.literal('dog'),
    inner: z.object({ trained: z.boolean().default(false) }).optional(),
    mother: Cat.optional(),
  })
  const Size = z.enum(['small', 'large']).default('small').meta({ id: 'ChosenSize' })
  const Extras = z.object({ cat: Cat.optional() }).default({}).meta({ id: 'ChosenExtras' })
  const Home = z
    .object({
      pet: z.discriminatedUnion('kind', [Cat, Dog]),
      garden: z.object({ trees: z.int().default(3) }).nullable(),
      size: Size,
      extras: Extras,
      cat: Cat,
      place: z.tuple([]),
      street: z.string(),
    })
    .meta({ id: 'ChosenHome' })
  const { app } = await start(t, renameField(Home, 'road', 'street'))
  const seen = echo(app, '/homes', { body: Home })
  const rest = { garden: {}, cat: { kind: 'cat' }, place: [] }
  for (const pet of [{ kind: 'cat' }, { kind: 'dog', inner: {}, mother: { kind: 'cat', lives: 7 } }]) {
    const body = { ...rest, pet }
    await app.inject({ method: 'POST', url: '/v2/homes', body: { ...body, street: 'a' } })
    await app.inject({ method: 'POST', url: '/v1/homes', body: { ...body, road: 'a' } })
    const expected = Home.parse({ ...body, street: 'a' })
    t.strictSame(seen.splice(0), [expected, expected])
  }
  t.match(formatExplanation(app.tidemark.explain('POST', '/homes', '1')), /default at \/pet\/lives/)
})

t.test('what zod mends may be left out, whatever it is mended with', async (t) => {
  const Mended = z.string().catch(() => randomUUID())
  const Visit = z
    .object({
      at: When.catch(new Date(0)),
      by: z.preprocess((value) => value ?? 'nobody', z.string()),
      token: Mended.meta({ id: 'MendedToken' }),
      where: z.string(),
    })
    .meta({ id: 'MendedVisit' })
  const { app } = await start(t, renameField(Visit, 'place', 'where'))
  const seen = echo(app, '/visits', { body: Visit })
  await app.inject({ method: 'POST', url: '/v2/visits', body: { where: 'a' } })
  await app.inject({ method: 'POST', url: '/v1/visits', body: { place: 'a' } })
  t.match(seen, Array(2).fill({ at: new Date(0), by: 'nobody', token: String, where: 'a' }))
  t.equal((await app.inject({ method: 'POST', url: '/v1/visits', body: {} })).statusCode, 400)
})

t.test('a named schema in JSON Schema may have a default, in old versions as well', async (t) => {
  const { app } = await start(t, renameField('DefaultPart', 'was', 'now'))
  const deep = { $id: 'DefaultDeep', type: 'object', properties: { n: { type: 'integer', default: 1 } } }
  const part = {
    $id: 'DefaultPart',
    type: 'object',
    properties: { now: { type: 'string' }, deep },
    default: {},
  }
  const body = { type: 'object', properties: { parts: { type: 'array', items: part } } }
  const seen = echo(app, '/parts', { body })
  const send = (version: string, name: string) =>
    app.inject({ method: 'POST', url: `/${version}/parts`, body: { parts: [{ [name]: 'a', deep: {} }] } })
  t.equal((await send('v2', 'now')).statusCode, 200)
  t.equal((await send('v1', 'was')).statusCode, 200)
  const expected = { parts: [{ now: 'a', deep: { n: 1 } }] }
  t.strictSame(seen, [expected, expected])
})

t.test(
  'what zod takes as it is stays so: in any JSON, beside a null that comes first, and of a price',
  async (t) => {
    const Item = z
      .object({
        price: z.number().multipleOf(0.01),
        meta: z.json(),
        count: z.union([z.null(), z.int()]),
        flag: z.union([z.literal(null), z.boolean()]),
        text: z.union([z.null(), z.string()]),
        title: z.string(),
      })
      .meta({ id: 'KeptItem' })
    const { app } = await start(t, renameField(Item, 'name', 'title'))
    const seen = echo(app, '/items', { body: Item })
    const kept = { count: 0, flag: false, text: '', meta: { a: [1, '1', null, true], b: '5', c: { d: 0 } } }
    const send = (version: string, body: object) =>
      app.inject({ method: 'POST', url: `/${version}/items`, body })
    for (const price of [19.99, 0.29, 4.35]) {
      await send('v2', { ...kept, price, title: 'a' })
      await send('v1', { ...kept, price, name: 'a' })
      const expected = { ...kept, price, title: 'a' }
      t.strictSame(seen.splice(0), [expected, expected])
    }
    t.equal((await send('v2', { ...kept, price: 1.005, title: 'a' })).statusCode, 400)
    t.equal((await send('v1', { ...kept, price: 1.005, name: 'a' })).statusCode, 400)
  },
)
