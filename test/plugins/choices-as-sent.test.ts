import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { z } from 'zod'
import { defineChange, defineTimeline, fromHeader, renameField, retypeField } from '../../lib/index.ts'
import { versioning } from '../../plugins/index.ts'

const address = [
  z.object({ kind: z.literal('US'), zip: z.int() }),
  z.object({ kind: z.literal('DE'), zip: z.string() }),
] as const

const choices: Readonly<Record<string, z.ZodType>> = {
  numberOrText: z.union([z.int(), z.string()]),
  textOrList: z.union([z.string(), z.array(z.string())]),
  listOrText: z.union([z.array(z.string()), z.string()]),
  flagOrText: z.union([z.boolean(), z.string()]),
  flagOrNumber: z.union([z.boolean(), z.number()]),
  oneOrText: z.union([z.literal(1), z.string()]),
  address: z.union(address),
  tagged: z.discriminatedUnion('kind', address),
  strictTagged: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('US'), zip: z.int().optional() }),
    z.strictObject({ kind: z.literal('DE'), code: z.string() }),
  ]),
  strict: z.union([z.strictObject({ a: z.string() }), z.strictObject({ b: z.string() })]),
  strictOrMap: z.union([z.strictObject({ a: z.string() }), z.record(z.string(), z.string())]),
  strictOrLoose: z.union([z.strictObject({ a: z.string() }), z.looseObject({ a: z.string() })]),
  strictOrBoth: z.union([
    z.strictObject({ a: z.string() }),
    z.intersection(
      z.object({ a: z.string() }).meta({ id: 'A' }),
      z.object({ b: z.string() }).meta({ id: 'B' }),
    ),
  ]),
  nullOrText: z.union([z.object({ a: z.null() }), z.object({ a: z.string() })]),
  byPattern: z.union([
    z.looseRecord(z.string().regex(/^a/), z.int()),
    z.looseRecord(z.string().regex(/^a/), z.string()),
  ]),
  map: z.record(z.string(), z.union([z.number(), z.string()])),
  inList: z.array(z.union([z.number(), z.array(z.string())])),
  named: z.union([z.int(), z.string()]).meta({ id: 'Named' }),
  nullable: z.union([z.int(), z.string()]).nullable(),
  coerced: z.union([z.coerce.number(), z.string()]),
  coercedMember: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('US'), zip: z.coerce.number() }),
    z.object({ kind: z.literal('DE'), zip: z.string() }),
  ]),
  coercedInList: z.union([z.array(z.coerce.number()), z.string().optional()]),
}

/** zod writes these as a list of types, or around a choice: what fits none of them is coerced as ever. */
const lenient: ReadonlySet<string> = new Set(['flagOrText', 'flagOrNumber', 'inList'])

const values: readonly unknown[] = [
  5, 1, 0, '5', '007', '1', '', 'a', 'true', true, false, null, [], ['a'], ['5'], [5], [['a']], ['a', 'b'],
  { kind: 'DE', zip: '01234' }, { kind: 'US', zip: 1234 }, { kind: 'FR', zip: 1 }, { kind: 'DE', zip: 5 }, { kind: 'DE', code: '01' },
  { kind: 'US', zip: '1234' }, { a: 'x' }, { a: '' }, { a: '5' },
  { b: 'y' }, { a: 'x', b: 'y' }, { a: '1e3', b: 5 },
] // prettier-ignore

/** A service in whose requests each of the choices is, beside a number and a field that was called otherwise. */
async function serve(customOptions = {}): Promise<FastifyInstance> {
  const Order = z
    .object({ current: z.string(), count: z.int().optional() })
    .extend(Object.fromEntries(Object.entries(choices).map(([name, one]) => [name, one.optional()])))
    .meta({ id: 'Order' })
  const renamed = defineChange({ summary: 'Renamed.', operations: [renameField(Order, 'old', 'current')] })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '2', changes: [renamed] }, { name: '1' }],
  })
  const app = Fastify({ ajv: { customOptions } })
  await app.register(versioning, { timeline, sources: [fromHeader('api-version')] })
  app.post('/orders', { schema: { body: Order } }, ({ body }) => ({ seen: JSON.stringify(body) }))
  return app
}

for (const [version, name] of [
  ['2', 'current'],
  ['1', 'old'],
] as const) {
  t.test(`a choice in a body takes what zod takes, as it was sent, in version ${version}`, async (t) => {
    const app = await serve()
    t.teardown(() => app.close())
    for (const [key, choice] of Object.entries(choices)) {
      for (const value of values) {
        const answer = await app.inject({
          method: 'POST',
          url: '/orders',
          headers: { 'api-version': version },
          payload: { [name]: 'x', [key]: value },
        })
        const parsed = choice.safeParse(value)
        const text = `${key}: ${JSON.stringify(value)}`
        if (parsed.success || !lenient.has(key)) t.equal(answer.statusCode, parsed.success ? 200 : 400, text)
        if (!parsed.success) continue
        const seen: unknown = JSON.parse(answer.json<{ seen: string }>().seen)
        t.strictSame(seen, { current: 'x', [key]: parsed.data }, text)
      }
    }
  })
}

t.test(
  'what stands beside a choice is coerced as ever, and so is a choice in a query that takes no other texts',
  async (t) => {
    const app = await serve()
    t.teardown(() => app.close())
    const size = z.union([z.int(), z.literal('all')])
    app.get('/orders', { schema: { querystring: z.object({ size }) } }, ({ query }) => ({ query }))
    const answer = await app.inject({
      method: 'POST',
      url: '/orders',
      payload: { current: 'x', count: '3', numberOrText: '03' },
    })
    t.strictSame(JSON.parse(answer.json<{ seen: string }>().seen), {
      current: 'x',
      count: 3,
      numberOrText: '03',
    })
    t.strictSame((await app.inject('/orders?size=5')).json(), { query: { size: 5 } })
    t.strictSame((await app.inject('/orders?size=all')).json(), { query: { size: 'all' } })
  },
)

t.test('where zod coerces in a choice of a query, it decides alone', async (t) => {
  const app = await serve()
  t.teardown(() => app.close())
  const ids = z.union([z.array(z.coerce.number()), z.coerce.number()])
  app.get('/orders', { schema: { querystring: z.object({ ids }) } }, ({ query }) => ({ query }))
  t.strictSame((await app.inject('/orders?ids=5')).json(), { query: { ids: 5 } })
  t.strictSame((await app.inject('/orders?ids=5&ids=6')).json(), { query: { ids: [5, 6] } })
  t.equal((await app.inject('/orders?ids=five')).statusCode, 400)
})

const inQuery: Readonly<Record<string, z.ZodType>> = {
  listOrText: z.union([z.array(z.string()), z.string()]),
  numberOrText: z.union([z.int(), z.string()]),
  numberOrListed: z.union([z.number(), z.enum(['5', 'all'])]),
  inList: z.array(z.union([z.array(z.string()), z.string()])),
  named: z.union([z.int().meta({ id: 'Count' }), z.string().meta({ id: 'Word' })]),
  exclusive: z.xor([z.int(), z.string()]),
  nested: z.union([z.int(), z.union([z.boolean(), z.string()])]).nullable(),
}

t.test('in a query, a text stays one if an alternative takes it', async (t) => {
  for (const [version, title] of [
    ['2', 'title'],
    ['1', 'name'],
  ] as const) {
    for (const [key, choice] of Object.entries(inQuery)) {
      const Search = z.object({ title: z.string(), of: choice }).meta({ id: 'Search' })
      const renamed = defineChange({
        summary: 'Renamed.',
        operations: [renameField(Search, 'name', 'title')],
      })
      const timeline = defineTimeline({
        scheme: 'integer',
        versions: [{ name: '2', changes: [renamed] }, { name: '1' }],
      })
      const app = Fastify()
      t.teardown(() => app.close())
      await app.register(versioning, { timeline, sources: [fromHeader('api-version')] })
      app.get('/', { schema: { querystring: Search } }, ({ query }) => query)
      for (const sent of [['5'], ['007'], ['all'], [''], ['5', 'all'], ['a', 'b']]) {
        const parsed = Search.safeParse({ title: 'x', of: sent.length === 1 ? sent[0] : sent })
        if (!parsed.success) continue
        const answer = await app.inject({
          url: `/?${title}=x&${sent.map((one) => `of=${one}`).join('&')}`,
          headers: { 'api-version': version },
        })
        t.strictSame(answer.json(), parsed.data, `version ${version}, ${key}: ${sent.join()}`)
      }
    }
  }
})

for (const removeAdditional of [true, 'all'])
  t.test(
    `in a query, members are made what the alternative with their tag asks for (${String(removeAdditional)})`,
    async (t) => {
      const app = await serve({ removeAdditional })
      t.teardown(() => app.close())
      const size = z.object({ is: z.number(), by: z.literal('size') })
      const name = z.object({ is: z.string(), by: z.enum(['name', 'title']) })
      const named = [size.meta({ id: 'BySize' }), name.meta({ id: 'ByName' })] as const
      const some = {
        tagged: z.discriminatedUnion('by', [size, name]),
        turned: z.discriminatedUnion('by', [name, size]),
        named: z.discriminatedUnion('by', named),
        nested: z.union([
          z.discriminatedUnion('by', named),
          z.object({ by: z.literal('flag'), is: z.boolean() }),
        ]),
      }
      for (const [key, querystring] of Object.entries(some))
        app.get(`/${key}`, { schema: { querystring } }, ({ query }) => ({ query }))
      for (const key of Object.keys(some)) {
        const url = `/${key}`
        t.strictSame(
          (await app.inject(`${url}?is=007&by=size`)).json(),
          { query: { is: 7, by: 'size' } },
          key,
        )
        t.strictSame(
          (await app.inject(`${url}?is=007&by=title`)).json(),
          { query: { is: '007', by: 'title' } },
          key,
        )
        t.equal((await app.inject(`${url}?is=many&by=size`)).statusCode, 400, key)
        t.equal((await app.inject(`${url}?is=5&by=other`)).statusCode, 400, key)
        t.equal((await app.inject(`${url}?is=5`)).statusCode, 400, key)
      }
      t.strictSame((await app.inject('/nested?is=true&by=flag')).json(), { query: { is: true, by: 'flag' } })
    },
  )

t.test('what only old messages have is checked, too, where zod would coerce in a choice', async (t) => {
  const Item = z.object({ length: z.int() }).meta({ id: 'Item' })
  const old = z.union([z.coerce.number(), z.string()])
  const upgrade = (value: number | string): number => value.toString().length
  const retyped = retypeField(Item, 'length', { old, upgrade, downgrade: (length) => '-'.repeat(length) })
  const changes = [defineChange({ summary: 'A length.', operations: [retyped] })]
  const timeline = defineTimeline({ scheme: 'integer', versions: [{ name: '2', changes }, { name: '1' }] })
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(versioning, { timeline, sources: [fromHeader('api-version')] })
  app.post('/', { schema: { body: Item } }, ({ body }) => ({ body }))
  const send = (length: unknown) =>
    app.inject({ method: 'POST', url: '/', headers: { 'api-version': '1' }, payload: { length } })
  t.strictSame((await send('four')).json(), { body: { length: 4 } })
  t.equal((await send({ not: 'a text' })).statusCode, 400)
})
