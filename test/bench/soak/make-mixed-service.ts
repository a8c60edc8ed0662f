import Fastify, { type FastifyInstance } from 'fastify'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import {
  addField,
  defineChange,
  defineLoader,
  defineTimeline,
  loadFrom,
  removeField,
  renameField,
} from '../../../lib/index.ts'
import { deprecation, problems, versioning } from '../../../plugins/index.ts'

const Line = z.object({ sku: z.string(), quantity: z.int() }).meta({ id: 'Line' })
const Order = z
  .object({ id: z.int(), customerId: z.string(), region: z.string(), note: z.string(), lines: z.array(Line) })
  .meta({ id: 'Order' })

/** An order as the current version has it. */
export type Order = z.infer<typeof Order>

/** Made-up orders; no two have anything in common, so that each part of an answer shows whose it is. */
export function makeOrder(id: number): Order {
  const lines = Array.from({ length: (id % 3) + 1 }, (_, index) => ({
    sku: `sku ${id}.${index}`,
    quantity: id * 10 + index,
  }))
  return { id, customerId: `c${id}`, region: nameRegion(`c${id}`), note: `note ${id}`, lines }
}

/** What the service's loaders know of a customer. */
export function nameCustomer(customerId: string): string {
  return `Customer ${customerId}`
}
export function nameRegion(customerId: string): string {
  return `Region of ${customerId}`
}

/**
 * A service of four versions whose old answers, and whose oldest requests, need loaders. Handlers and loaders take
 * a few milliseconds, a different time each, so that requests overtake each other at every stage.
 */
export async function makeMixedService(): Promise<FastifyInstance> {
  const app = Fastify({ keepAliveTimeout: 600_000 })
  await app.register(versioning, { timeline: makeMixedTimeline() })
  await app.register(deprecation, { guide: 'https://example.com/leave/{version}' })
  await app.register(problems)
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-token', request.headers['x-token'])
    done()
  })
  const params = z.object({ id: z.coerce.number() })
  const response = { '2xx': Order }
  app.get('/orders/:id', { schema: { params, response } }, async (request) => {
    const { id } = params.parse(request.params)
    await waitABit()
    if (id % 10 === 9) throw Object.assign(new Error(`There is no order ${id}.`), { statusCode: 404 })
    return makeOrder(id)
  })
  app.post('/orders', { schema: { body: Order, response } }, async (request, reply) => {
    const order = Order.parse(request.body)
    await waitABit()
    return reply.code(201).send(order)
  })
  return app
}

function makeMixedTimeline(): ReturnType<typeof defineTimeline> {
  const names = defineLoader({
    name: 'names of customers',
    load: async (ids: readonly string[]) => {
      await waitABit()
      return new Map(ids.map((id) => [id, nameCustomer(id)]))
    },
  })
  const regions = defineLoader({
    name: 'regions of customers',
    load: async (ids: readonly string[]) => {
      await waitABit()
      return new Map(ids.map((id) => [id, nameRegion(id)]))
    },
  })
  const counted = defineChange({
    summary: 'A line has a `quantity` in place of a `count`.',
    operations: [renameField(Line, 'count', 'quantity')],
  })
  const nameless = defineChange({
    summary: 'An order no longer repeats the name of its customer.',
    operations: [
      removeField(Order, 'customerName', {
        old: z.string(),
        downgrade: loadFrom(names, (order) => order.customerId),
      }),
    ],
  })
  const placed = defineChange({
    summary: 'An order has a `region`, and a `note` in place of a `memo`.',
    operations: [
      renameField(Order, 'memo', 'note'),
      addField(Order, 'region', {
        upgrade: loadFrom(
          regions,
          (order) => order.customerId,
          (region) => region ?? 'nowhere',
        ),
      }),
    ],
  })
  return defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '4', changes: [counted] },
      { name: '3', changes: [nameless] },
      { name: '2', changes: [placed], deprecated: '2026-01-01' },
      { name: '1', deprecated: '2025-01-01', sunset: '2099-01-01' },
    ],
  })
}

async function waitABit(): Promise<void> {
  await setTimeout(Math.random() * 10)
}
