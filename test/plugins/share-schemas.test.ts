import Fastify from 'fastify'
import t from 'tap'
import { z } from 'zod'
import { custom, defineChange, defineTimeline } from '../../lib/index.ts'
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
    t.same((await app.inject({ method: 'POST', url: path, body: current })).json(), current)
    const old = await app.inject({ method: 'POST', url: `/v1${path}`, body: { price: 5 } })
    t.same([old.statusCode, old.json()], [200, { price: 5 }])
    const refused = await app.inject({ method: 'POST', url: `/v1${path}`, body: current })
    t.equal(refused.statusCode, 400)
  }
})

t.test('a name that is taken by another schema is refused', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  app.addSchema({ $id: 'SharedPrice', type: 'number' })
  t.throws(() => shareSchemas(app, [Price]), { code: 'TDM_SCHEMA_TAKEN' })
})
