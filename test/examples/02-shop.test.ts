import type { FastifyInstance } from 'fastify'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { json } from 'node:stream/consumers'
import t from 'tap'
import { request } from 'undici'
import { build, type BuildOptions } from '../../examples/02-shop/app.ts'
import { timeline } from '../../examples/02-shop/timeline/index.ts'
import * as operations from '../../lib/operations/index.ts'
import { assertTimeline } from '../../lib/testing/index.ts'
import { validateDocument } from '../lib/openapi/validate-document.ts'
import { toJudge } from './judge-values.ts'
import type { ServedDocument } from './read-operations.ts'

const now = (): Date => new Date('2026-11-22T00:00:00Z')
const versions = timeline.versions.map(({ name }) => name)

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  readonly body: unknown
}

interface CallOptions {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

type Call = (path: string, options?: CallOptions) => Promise<Answer>

/** What a test of the runner is used for here. */
interface Test {
  readonly teardown: (end: () => unknown) => void
}

/** Starts the service on a real socket, and answers how to call it. */
async function start(test: Test, options: BuildOptions = {}): Promise<Call> {
  return toCall(await listen(test, options))
}

async function listen(test: Test, options: BuildOptions): Promise<FastifyInstance> {
  const app = await build({ now, ...options })
  await app.listen({ port: 0, host: '127.0.0.1' })
  test.teardown(() => app.close())
  return app
}

function toCall(app: FastifyInstance): Call {
  const address = app.listeningOrigin
  return async (path, { headers = {}, body, method = body === undefined ? 'GET' : 'POST' } = {}) => {
    const answer = await request(address + path, {
      method: method as 'GET',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.body.text()
    const isJson = /[/+]json/.test(String(answer.headers['content-type']))
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    }
  }
}

/** For tests that only read, or whose traces are in nobody's way. */
const sharedApp = listen(t, {})
const shared = sharedApp.then(toCall)

t.test('it boots with all faults of its timeline refused, and warns of nothing', async (t) => {
  const warnings: string[] = []
  const note = (warning: Error): number => warnings.push(warning.message)
  process.on('warning', note)
  t.teardown(() => process.off('warning', note))
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      warnings.push(chunk.toString())
      done()
    },
  })
  const app = await build({ now, server: { logger: { level: 'warn', stream } } })
  t.teardown(() => app.close())
  await app.ready()
  await new Promise(setImmediate)
  t.strictSame(warnings, [])
  const addresses = new Set(app.tidemark.endpoints.map(({ method, path }) => `${method} ${path}`))
  t.equal(addresses.size, 50)
  t.equal(timeline.versions.length, 12)
})

t.test('every operation is used, on every part of an endpoint, and by a loader, too', async (t) => {
  const used = timeline.versions.flatMap(({ changes }) => changes.flatMap((change) => change.operations))
  const toId = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  t.strictSame([...new Set(used.map(({ name }) => name))].sort(), Object.keys(operations).map(toId).sort())
  const parts = used
    .flatMap(({ fields, value }) => (fields ?? value)?.subjects ?? [])
    .flatMap((subject) => (typeof subject === 'string' ? [] : [subject.part]))
  t.strictSame([...new Set(parts)].sort(), ['headers', 'path', 'query', 'response'])
})

t.test('its timeline keeps the laws', async (t) => {
  const app = await sharedApp
  const { checked } = await assertTimeline(app.tidemark, {
    runs: 3,
    loaders: {
      'list totals': (lists) => new Map(lists.map((list) => [list, 7])),
      'customer names': (numbers) => new Map(numbers.map((number) => [number, 'Ada Lovelace'])),
    },
  })
  t.equal(checked.versions, 11)
  t.equal(checked.examples, 2)
})

const address = { line1: '2 Bletchley Park', city: 'Milton Keynes', country: 'GB' }
const oldest = {
  id: 25,
  client_id: 3,
  client_name: 'Alan Turing',
  status: 0,
  currency: 'EUR',
  lines: [
    {
      id: 31,
      product_id: 1,
      quantity: 2,
      sku: 'SR-100',
      name: 'Slide rule',
      unit_price: '49.90 EUR',
      total: '99.80 EUR',
    },
  ],
  totals: { subtotal: '99.80 EUR', shipping: '4.90 EUR', tax: '19.89 EUR', total: '124.59 EUR' },
  shipping_address: { ...address, region: 'Buckinghamshire', zip: 'MK3 6EB' },
  tags: ['gift'],
  placed_at: '2026-11-22T00:00:00Z',
  updated_at: '2026-11-22T00:00:00Z',
}
const toMoney = (amount: number) => ({ amount, currency: 'EUR' })
const newest = {
  id: 'ord_25',
  customerId: 'cus_3',
  status: 'pending',
  currency: 'EUR',
  lines: [
    {
      id: 'itm_31',
      productId: 'prd_1',
      quantity: 2,
      sku: 'SR-100',
      name: 'Slide rule',
      unitPrice: toMoney(4990),
      total: toMoney(9980),
    },
  ],
  totals: {
    subtotal: toMoney(9980),
    shipping: toMoney(490),
    tax: toMoney(1989),
    total: toMoney(12459),
  },
  shippingAddress: { ...address, region: 'Buckinghamshire', postalCode: 'MK3 6EB' },
  tags: ['gift'],
  placedAt: '2026-11-22T00:00:00Z',
  updatedAt: '2026-11-22T00:00:00Z',
}

t.test('what the oldest version orders the newest reads, and the other way round', async (t) => {
  const call = await start(t)
  const first = await call('/v1/orders', {
    body: { client_id: 3, lines: [{ product_id: 1, quantity: 2 }], tags: ['gift'] },
  })
  t.strictSame([first.status, first.body], [200, oldest])
  t.strictSame((await call('/v12/orders/ord_25')).body, newest)
  const second = await call('/v12/orders', {
    body: { customerId: 'cus_3', lines: [{ productId: 'prd_1', quantity: 2 }], tags: ['gift'] },
  })
  const [oldLine, newLine] = [oldest.lines[0], newest.lines[0]]
  t.strictSame(
    [second.status, second.body],
    [201, { ...newest, id: 'ord_26', lines: [{ ...newLine, id: 'itm_32' }] }],
  )
  t.strictSame((await call('/v1/orders/26')).body, { ...oldest, id: 26, lines: [{ ...oldLine, id: 32 }] })
})

t.test('an order on its way through the shop, each step in another version', async (t) => {
  const call = await start(t)
  const cart = await call('/v3/carts', { body: { currency: 'GBP' } })
  t.match(cart.body, { id: 1, currency: 'GBP', total: '0.00 GBP', expires_at: '2026-11-29T00:00:00Z' })
  const filled = await call('/v6/carts/crt_1/items', { body: { productId: 'prd_5', quantity: 3 } })
  t.match(filled.body, { items: [{ unitPrice: '19.35 GBP' }], total: '58.05 GBP' })
  const order = await call('/v5/carts/1/checkout', { body: { customerId: 4 } })
  t.match([order.status, order.body], [201, { id: 25, status: 'pending', customerId: 4 }])
  const method = { type: 'other', description: 'coinpurse' }
  const paid = await call('/v10/orders/ord_25/payments', { body: { method } })
  t.match([paid.status, paid.body], [202, { id: 'pay_17', status: 'captured', method }])
  const sent = {
    tracking: { shipping_method: 'gls_express', tracking_number: 'GLS7' },
    weight_grams: 650,
    parcel: { length_mm: 200, width_mm: 100, height_mm: 80 },
  }
  const shipped = await call('/v2/orders/25/shipments', { body: sent })
  t.match([shipped.status, shipped.body], [201, { id: 9, ...sent, status: 'prepared', shipped_at: null }])
  const arrived = await call('/v7/shipments/shp_9', { method: 'PATCH', body: { status: 'delivered' } })
  t.match(arrived.body, { carrier: 'gls', service: 'express', weightGrams: 650, status: 'delivered' })
  const statuses = await Promise.all(
    [...versions.entries()].map(async ([index]) => {
      const version = 12 - index
      const { body } = await call(`/v${String(version)}/orders/${version > 5 ? 'ord_25' : '25'}`)
      return (body as { readonly status: unknown }).status
    }),
  )
  t.strictSame(statuses, [...Array<string>(6).fill('delivered'), ...Array<string>(4).fill('shipped'), 2, 2])
  const refund = { amount: { amount: 100, currency: 'GBP' }, reason: 'One arrived broken.' }
  t.equal((await call('/v12/payments/pay_17/refunds', { body: refund })).status, 201)
  t.match((await call('/v12/payments/pay_17')).body, {
    refunded: refund.amount,
    method: { provider: 'coinpurse' },
  })
  t.equal((await call('/v10/payments/pay_17/refunds', { body: refund })).status, 404, 'v10 has no refunds')
})

t.test('an old client that reads a list by offset, and a new one by cursor, read the same', async (t) => {
  const call = await shared
  const byOffset: unknown[] = []
  for (let offset = 0; ; offset += 9) {
    const { body } = await call(`/v11/orders?limit=9&offset=${String(offset)}`)
    const { data, total } = body as { data: { id: string }[]; total: number }
    t.equal(total, 24)
    byOffset.push(...data.map(({ id }) => id))
    if (data.length < 9) break
  }
  const byCursor: unknown[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer: Answer = await call(`/v12/orders?limit=9${cursor === '' ? '' : `&cursor=${cursor}`}`)
    const { data, nextCursor, ...rest } = answer.body as { data: { id: string }[]; nextCursor: string | null }
    t.strictSame(rest, {})
    byCursor.push(...data.map(({ id }) => id))
    cursor = nextCursor
  }
  t.equal(byCursor.length, 24)
  t.strictSame(byOffset, byCursor)
  const lengths = await Promise.all(
    ['/v3/orders', '/v4/orders', '/v2/orders?status=1', '/v4/customers/1/orders'].map(async (path) => {
      const body = (await call(path)).body as unknown[] | { data: unknown[]; total: number }
      return Array.isArray(body) ? body.length : [body.data.length, body.total]
    }),
  )
  t.strictSame(lengths, [24, [20, 24], 4, [3, 3]], 'a page was larger, and a list was the whole body')
})

t.test('orders are exported as lines of JSON, each in the shape of the version', async (t) => {
  const call = await shared
  const read = async (path: string) => {
    const { text, headers } = await call(path)
    t.equal(headers['content-type'], 'application/x-ndjson')
    const lines = text.trimEnd().split('\n')
    return lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
  }
  const current = await read('/v12/exports/orders?placedFrom=2026-09-02T10:00:00Z')
  const old = await read('/v1/orders/export?placed_from=2026-09-02T10:00:00Z')
  t.strictSame([current.length, old.length], [23, 23])
  t.match(current[22], { id: 'ord_2', customerId: 'cus_2', totals: { total: toMoney(8794) } })
  t.match(old[22], { id: 2, client_id: 2, client_name: 'Hypatia', totals: { total: '87.94 EUR' } })
  t.strictSame(old[22], (await call('/v1/orders/2')).body)
})

t.test('files are the same in every version', async (t) => {
  const call = await shared
  const files = new Set<string>()
  for (const [index] of versions.entries()) {
    const version = 12 - index
    const order = `/v${String(version)}/orders/${version > 5 ? 'ord_2' : '2'}`
    const [pdf, csv] = await Promise.all([call(`${order}/invoice.pdf`), call(`${order}/invoice.csv`)])
    t.strictSame([pdf.status, csv.status], [200, 200])
    t.equal(pdf.headers['content-type'], 'application/pdf')
    t.equal(csv.headers['content-type'], 'text/csv; charset=utf-8')
    t.equal(csv.headers['content-disposition'], 'attachment; filename="ord_2.csv"')
    files.add(pdf.text).add(csv.text)
  }
  const [pdf = '', csv] = files
  t.equal(files.size, 2)
  t.match(pdf, /^%PDF-1\.4\n[^]*Total {4}87\.94 EUR[^]*%%EOF\n$/)
  t.equal(csv, 'sku,name,quantity,total\r\nSR-200,"Circular slide rule",2,69.00 EUR\r\n')
  t.equal((await call('/v8/products.csv')).text, (await call('/v9/exports/products.csv')).text)
})

t.test('each webhook is called in the version of its subscriber', async (t) => {
  const received: { readonly version: unknown; readonly event: unknown }[] = []
  let arrived = (): void => undefined
  const server = createServer((message, response) => {
    void json(message).then((event) => {
      received.push({ version: message.headers['api-version'], event })
      response.writeHead(204).end()
      arrived()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/shop`
  const call = await start(t)
  // The first is pinned to the version that has created it, the second to another one by its name.
  const first = await call('/v2/webhooks', { body: { url, events: ['order_created'] } })
  t.strictSame(first.body, {
    id: 1,
    url,
    events: ['order_created'],
    api_version: '2024-02-01',
    enabled: true,
    created_at: '2026-11-22T00:00:00Z',
  })
  const later = { url, events: ['order.created'], apiVersion: 'v10' }
  t.match((await call('/webhooks', { body: later })).body, { id: 'whk_2', apiVersion: '2026-04-01' })
  t.match((await call('/webhooks', { body: { ...later, apiVersion: 'v12' } })).body, { id: 'whk_3' })
  t.equal((await call('/webhooks', { body: { ...later, apiVersion: 'v99' } })).status, 422)
  t.equal((await call('/v3/webhooks', { body: { url, events: ['order.created'] } })).status, 400)

  const all = new Promise<void>((resolve) => {
    arrived = () => {
      if (received.length === 3) resolve()
    }
  })
  const body = { customerId: 'cus_3', lines: [{ productId: 'prd_1', quantity: 2 }], tags: ['gift'] }
  t.equal((await call('/orders', { body })).status, 201)
  await all
  const { client_name: _, ...second } = oldest
  t.strictSame(
    received.toSorted((one, other) => String(one.version).localeCompare(String(other.version))),
    [
      {
        version: '2024-02-01',
        event: { id: 25, type: 'order_created', created_at: '2026-11-22T00:00:00Z', data: second },
      },
      {
        version: '2026-04-01',
        event: { id: 'evt_25', type: 'order.created', createdAt: '2026-11-22T00:00:00Z', data: newest },
      },
      {
        version: '2026-11-01',
        event: { id: 'evt_25', type: 'order.created', createdAt: '2026-11-22T00:00:00Z', data: newest },
      },
    ],
  )
})

t.test('errors have the shape of their version', async (t) => {
  const call = await shared
  const missing = 'There is no order ord_99.'
  t.strictSame((await call('/v4/orders/99')).body, { error_code: 'not_found', message: missing })
  t.strictSame((await call('/v5/orders/99')).body, { code: 'not_found', message: missing })
  t.strictSame((await call('/v7/orders/ord_99')).body, {
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    detail: missing,
  })
  const old = await call('/v2/orders', {
    body: { client_id: 3, lines: [{ product_id: 'prd_1', quantity: 1 }] },
  })
  t.strictSame(
    [old.status, old.headers['content-type'], old.body],
    [
      400,
      'application/json; charset=utf-8',
      { error_code: 'bad_request', message: 'body/lines/0/product_id must be integer' },
    ],
  )
  const half = await call('/v5/customers/3', { method: 'PATCH', body: { postalCode: 'MK3 6EB' } })
  t.strictSame(half.body, {
    code: 'bad_request',
    message: 'body must have properties line1, city, country when property postalCode is present',
  })
  const current = await call('/v12/orders', { body: { customerId: 'cus_3', lines: [] } })
  t.equal(current.headers['content-type'], 'application/problem+json; charset=utf-8')
  t.match(current.body, { errors: [{ pointer: '#/lines', detail: 'must NOT have fewer than 1 items' }] })
  // What is shipped could be cancelled until 2026-01-15, by behaviour that no transform can express.
  const late = await call('/v9/orders/ord_3/cancel', { body: {} })
  t.match([late.status, late.body], [409, { detail: 'The order ord_3 is shipped, and cannot be cancelled.' }])
  t.match((await call('/v8/orders/ord_3/cancel', { body: {} })).body, { status: 'cancelled' })
})

t.test(
  'a client is answered in the version that its account is pinned to, unless it names one',
  async (t) => {
    const call = await shared
    const read = async (headers: Record<string, string>, path = '/account') => {
      const { status, headers: answered, body } = await call(path, { headers })
      return [status, answered['api-version'], body] as const
    }
    const name = 'Observatory Gift Shop'
    const pinned = { id: 2, name, api_version: '2024-02-01' }
    t.strictSame(await read({ 'x-api-key': 'observatory' }), [200, '2024-02-01', pinned])
    const current = { id: 'acc_2', name, apiVersion: '2024-02-01' }
    for (const [headers, path, version] of [
      [{ 'api-version': 'latest' }, '/account', '2026-11-01'],
      [{ 'api-version': '2026-08-15' }, '/account', '2026-07-01'],
      [{}, '/stable/account', '2026-07-01'],
      [{ accept: 'application/vnd.shop.v6+json' }, '/account', '2025-03-01'],
      [{ accept: 'application/json; version=v6' }, '/account', '2025-03-01'],
    ] as const) {
      t.strictSame(await read({ 'x-api-key': 'observatory', ...headers }, path), [200, version, current])
    }
    const vary = (await call('/account', { headers: { 'x-api-key': 'observatory' } })).headers.vary
    t.strictSame(String(vary).toLowerCase().split(/, */).sort(), ['accept', 'api-version', 'x-api-key'])
    const moved = await call('/account', {
      method: 'PATCH',
      headers: { 'x-api-key': 'observatory' },
      body: { api_version: 'v7' },
    })
    t.strictSame(moved.body, { ...pinned, api_version: '2025-06-15' })
    t.match(await read({ 'x-api-key': 'observatory' }), [200, '2025-06-15', { id: 'acc_2' }])
    for (const [path, body] of [
      ['/v1/account', { api_version: null }],
      ['/v12/account', { apiVersion: null }],
    ] as const) {
      const unpinned = await call(path, { method: 'PATCH', headers: { 'x-api-key': 'observatory' }, body })
      t.match([unpinned.status, unpinned.body], [200, body], `${path} takes null`)
    }
    t.match(await read({ 'x-api-key': 'observatory' }), [200, '2026-11-01', { apiVersion: null }])
    t.match(await read({ 'x-api-key': 'nobody' }), [401, '2026-11-01', { title: 'Unauthorized' }])
    t.match(await read({}), [200, '2026-11-01', { name: 'Sandbox', apiVersion: null }])
  },
)

t.test('a media type names the version of what is sent', async (t) => {
  const call = await start(t)
  const headers = {
    'content-type': 'application/vnd.shop.2024-02-01+json',
    accept: 'application/vnd.shop.2024-02-01+json',
    'x-request-key': 'k1',
  }
  const body = { client_id: 3, lines: [{ product_id: 1, quantity: 2 }], tags: ['gift'] }
  const { client_name: _, ...second } = oldest
  for (const attempt of ['once', 'twice']) {
    const created = await call('/orders', { headers, body })
    t.equal(created.status, 201)
    t.equal(created.headers['content-type'], 'application/vnd.shop.2024-02-01+json; charset=utf-8')
    t.strictSame(created.body, second, `${attempt}, and ordered but once`)
  }
  const mixed = { ...headers, accept: 'application/vnd.shop.v12+json' }
  t.equal((await call('/orders', { headers: mixed, body })).status, 400)
  const unknown = { accept: 'application/vnd.shop.v99+json' }
  t.equal((await call('/orders', { headers: unknown })).status, 406)
})

t.test('two handlers share a path: the list of categories was flat', async (t) => {
  const call = await shared
  const count = async (version: string): Promise<unknown> => {
    const { body } = await call('/categories', { headers: { 'api-version': version } })
    return Array.isArray(body) ? body.length : (body as { readonly data: readonly unknown[] }).data.length
  }
  t.strictSame(await Promise.all(['v1', 'v3', 'v4', 'v12'].map(count)), [7, 7, 3, 3])
  t.match((await call('/v2/categories')).body, [{ slug: 'instruments', title: 'Instruments' }])
  t.match((await call('/v3/categories')).body, [{ slug: 'instruments', name: 'Instruments' }])
})

t.test('old versions tell until when they are there, and end then', async (t) => {
  const call = await shared
  const old = await call('/v6/customers?limit=5')
  t.equal(old.headers.deprecation, '@1782864000')
  t.equal(old.headers.sunset, 'Thu, 01 Jul 2027 00:00:00 GMT')
  t.equal(
    old.headers.link,
    '</v7/customers?limit=5>; rel="successor-version", </v12/customers?limit=5>; rel="latest-version"',
  )
  t.equal((await call('/v8/customers')).headers.deprecation, undefined)
  const after = await start(t, { now: () => new Date('2027-01-02T00:00:00Z'), enforceSunset: true })
  t.strictSame([(await after('/v2/orders')).status, (await after('/v3/orders')).status], [410, 200])
})

t.test('each version has a valid document', async (t) => {
  const call = await shared
  for (const [index, name] of versions.entries()) {
    const { body } = await call(`/openapi/v${String(12 - index)}.json`)
    const document = body as { readonly info: { readonly version: string } }
    t.equal(document.info.version, name)
    const { valid, errors } = await validateDocument(document)
    t.ok(valid, `the document of ${name} is valid: ${JSON.stringify(errors)}`)
  }
})

t.test("what each version reads is valid by its own version's document", async (t) => {
  const call = await shared
  const created = { url: 'http://127.0.0.1:1/', events: ['order_created'] }
  t.equal((await call('/v9/webhooks', { body: created })).status, 201)
  t.equal((await call('/v9/carts', { body: {} })).status, 201)
  let checked = 0
  for (const [index, name] of versions.entries()) {
    const version = 12 - index
    const document = (await call(`/openapi/v${String(version)}.json`)).body as OpenApi & ServedDocument
    const judge = toJudge(document)
    for (const [template, item] of Object.entries(document.paths)) {
      if (item.get === undefined || template === '/health') continue
      const fill = (id: string): string =>
        template
          .replace('{slug}', id === '1' ? 'lenses' : 'none')
          .replace(/\{(\w+)\}/g, (_, parameter: string) =>
            version > 5 ? `${prefixOf(parameter)}_${id}` : id,
          )
      for (const path of template.includes('{') ? [fill('1'), fill('999')] : [template]) {
        const { status, headers, body, text } = await call(`/v${String(version)}${path}`)
        const key = String(status) in item.get.responses ? String(status) : '4XX'
        const mediaType = String(headers['content-type']).split(';')[0] ?? ''
        const steps: readonly string[] = [
          'paths',
          template,
          'get',
          'responses',
          key,
          'content',
          mediaType,
          'schema',
        ]
        const pointer = steps
          .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
          .join('/')
        const values = mediaType.endsWith('ndjson')
          ? text
              .trimEnd()
              .split('\n')
              .map((line) => JSON.parse(line) as unknown)
          : [body ?? text]
        for (const value of values)
          t.equal(judge.explain(`#/${pointer}`, value), undefined, `${name} ${path} ${String(status)}`)
        checked += 1
      }
    }
  }
  t.ok(checked > 400, `${String(checked)} answers`)
})

/** What the ids of a path parameter begin with. */
function prefixOf(parameter: string): string {
  const prefixes: Readonly<Record<string, string>> = {
    productId: 'prd',
    customerId: 'cus',
    cartId: 'crt',
    orderId: 'ord',
    paymentId: 'pay',
    shipmentId: 'shp',
    webhookId: 'whk',
    eventId: 'evt',
  }
  return prefixes[parameter] ?? parameter
}

interface OpenApi {
  readonly paths: Readonly<
    Record<string, { readonly get?: { readonly responses: Readonly<Record<string, unknown>> } }>
  >
}
