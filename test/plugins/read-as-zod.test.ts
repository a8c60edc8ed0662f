import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { z } from 'zod'
import {
  defineChange,
  defineTimeline,
  fromHeader,
  mergeFields,
  renameField,
  retypeField,
} from '../../lib/index.ts'
import { openapi, versioning } from '../../plugins/index.ts'

/** Schemas that zod reads in another way than validators of JSON Schema read what it writes, with values of either kind. */
const cases: Readonly<Record<string, { readonly schema: z.ZodType; readonly values: readonly unknown[] }>> = {
  url: {
    schema: z.url(),
    values: ['https://example.com/ü', 'http://例え.jp/a', 'https://x.example/a b', 'mailto:a@b.example', 'x', '//x'],
  },
  checkedUrl: { schema: z.string().max(30).url(), values: ['https://example.com/ü', 'x', 'http://'.padEnd(40, 'x')] },
  ipv6: { schema: z.ipv6(), values: ['::1', '::ffff:192.0.2.1', '2001:db8::g', '192.0.2.1'] },
  duration: { schema: z.iso.duration(), values: ['P1D', 'PT1.5H', 'P1Y2M3DT4H5M6.5S', 'P1W2D', 'P'] },
  email: {
    schema: z.email({ pattern: z.regexes.unicodeEmail }),
    values: ['ü@example.com', 'a@localhost', 'a b@example.com', 'a'],
  },
  plainEmail: { schema: z.email(), values: ['a@example.com', 'a@localhost', 'ü@example.com'] },
  price: { schema: z.number().multipleOf(0.01), values: [19.99, 0.07, 4.35, 19.999] },
  tagged: {
    schema: z.discriminatedUnion('k', [
      z.object({ k: z.literal('priced'), price: z.number().multipleOf(0.01) }).meta({ id: 'Priced' }),
      z.object({ k: z.literal('linked'), at: z.url() }),
    ]),
    values: [{ k: 'priced', price: 19.99 }, { k: 'linked', at: 'https://example.com/ü' }, { k: 'linked', at: 'x' }],
  },
  one: {
    schema: z.xor([z.object({ at: z.url(), a: z.int() }), z.object({ at: z.string().trim().min(3), b: z.int() })]),
    values: [{ at: 'https://example.com/ü', a: 1 }, { at: ' abc ', b: 1 }, { at: ' a ', b: 1 }, { at: 'https://x.example', a: 1, b: 1 }],
  },
  refined: {
    schema: z.xor([z.string().refine((text) => text !== 'a'), z.string().refine((text) => text !== 'b')]),
    values: ['a', 'b', 'c'],
  },
  exclusive: {
    schema: z.xor([z.object({ a: z.int() }), z.object({ b: z.int().refine((n) => n > 0) })]),
    values: [{ a: 1 }, { a: 1, b: 0 }, { a: 1, b: 1 }, { b: 0 }],
  },
  record: {
    schema: z.record(z.enum(['a', 'b']), z.number().optional()),
    values: [{ a: 1 }, {}, { a: 1, b: 2 }, { c: 1 }],
  },
  fullRecord: { schema: z.record(z.enum(['a', 'b']), z.number()), values: [{ a: 1 }, { a: 1, b: 2 }] },
  anyRecord: { schema: z.record(z.enum(['a', 'b']), z.unknown()), values: [{ a: 1 }, {}] },
} // prettier-ignore

async function serve(): Promise<{ app: FastifyInstance; send: (value: unknown) => void }> {
  let sent: unknown
  const Order = z
    .object({ current: z.string() })
    .extend(
      Object.fromEntries(Object.entries(cases).map(([name, { schema }]) => [name, schema.nullable().optional()])),
    )
    .meta({ id: 'Order' }) // prettier-ignore
  const renamed = defineChange({ summary: 'Renamed.', operations: [renameField(Order, 'old', 'current')] })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '2', changes: [renamed] }, { name: '1' }],
  })
  const app = Fastify()
  await app.register(versioning, { timeline, sources: [fromHeader('api-version')] })
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Read', version: '2' } } })
  await app.register(openapi)
  app.post('/orders', { schema: { body: Order } }, () => 'done')
  app.get('/orders', { schema: { response: { 200: Order } } }, () => sent)
  return { app, send: (value) => (sent = value) }
}

for (const [version, name] of [
  ['2', 'current'],
  ['1', 'old'],
] as const) {
  t.test(`requests and answers are read as zod reads them, in version ${version}`, async (t) => {
    const { app, send } = await serve()
    t.teardown(() => app.close())
    const headers = { 'api-version': version }
    for (const [field, { schema, values }] of Object.entries(cases)) {
      for (const value of values) {
        const expected = schema.safeParse(value)
        const shown = `${field} ${JSON.stringify(value)}`
        const payload = { [name]: 'x', [field]: value }
        const { statusCode } = await app.inject({ method: 'POST', url: '/orders', headers, payload })
        t.equal(statusCode, expected.success ? 200 : 400, shown)
        if (!expected.success) continue
        // In JSON, there are no members without a value.
        const data: unknown = JSON.parse(JSON.stringify(expected.data))
        send({ current: 'x', [field]: data })
        const answer = await app.inject({ url: '/orders', headers })
        t.strictSame(answer.json(), { [name]: 'x', [field]: data }, `${shown}, sent back`)
      }
    }
  })
}

t.test('what is left out is what zod makes of it', async (t) => {
  const query = z.object({
    caught: z.int().catch(7),
    optional: z.int().optional().catch(7),
    filled: z.int().default(3).catch(7),
    record: z.record(z.enum(['a', 'b']), z.int().default(3)).catch({ a: 1, b: 2 }),
  })
  const app = Fastify()
  t.teardown(() => app.close())
  const timeline = defineTimeline({ scheme: 'integer', versions: [{ name: '1' }] })
  await app.register(versioning, { timeline })
  app.get('/orders', { schema: { querystring: query } }, (request) => request.query)
  for (const sent of [{}, { caught: 'x', optional: 'x', filled: 'x' }]) {
    t.strictSame((await app.inject({ url: '/orders', query: sent })).json(), query.parse(sent))
  }
})

t.test('what only old messages have is checked as far as it can be without zod', async (t) => {
  const Shop = z.object({ site: z.object({ href: z.string() }) }).meta({ id: 'ShopWithSite' })
  const List = z.object({ links: z.array(z.string()) }).meta({ id: 'ListOfLinks' })
  const Link = z.object({ to: z.string() }).meta({ id: 'LinkSomewhere' })
  const toHref = (text: string): string => new URL(text).href
  const told = defineChange({
    summary: 'Addresses are written in one way.',
    operations: [
      retypeField(Shop, 'site', {
        old: z.url(),
        upgrade: (text) => ({ href: toHref(text) }),
        downgrade: ({ href }) => href,
      }),
      mergeFields(List, 'links', {
        old: { link: z.url() },
        merge: ({ link }) => [toHref(link)],
        split: ([link = 'about:blank']) => ({ link }),
      }),
      retypeField(Link, 'to', z.codec(z.url(), z.string(), { decode: toHref, encode: (href) => href })),
    ],
  })
  const app = Fastify()
  t.teardown(() => app.close())
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '2', changes: [told] }, { name: '1' }],
  })
  await app.register(versioning, { timeline })
  for (const [url, body] of [
    ['/shops', Shop],
    ['/lists', List],
    ['/links', Link],
  ] as const)
    app.post(url, { schema: { body } }, () => 'done')
  const headers = { 'api-version': '1' }
  for (const [text, status] of [
    ['https://example.com/ü', 200],
    ['nothing', 400],
    ['', 400],
  ] as const) {
    for (const [url, name] of [
      ['/shops', 'site'],
      ['/lists', 'link'],
      ['/links', 'to'],
    ] as const) {
      const { statusCode } = await app.inject({ method: 'POST', url, headers, payload: { [name]: text } })
      t.equal(statusCode, status, `${url} ${text}`)
    }
  }
})

t.test('documents do not show what is noted at such schemas', async (t) => {
  const { app } = await serve()
  t.teardown(() => app.close())
  await app.ready()
  for (const version of ['2', '1']) {
    const text = JSON.stringify(app.tidemark.document(version))
    t.match(text, '"format":"uri"')
    t.match(text, '"multipleOf":0.01')
    t.notMatch(text, '$comment')
  }
})
