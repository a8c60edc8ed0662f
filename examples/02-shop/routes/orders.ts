import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findOrders } from '../find-orders.ts'
import { paginate } from '../paginate.ts'
import { refuse } from '../refuse.ts'
import {
  Cancellation,
  NewOrder,
  OneOrderQuery,
  Order,
  OrderId,
  OrderList,
  OrderPatch,
  OrderQuery,
  SalesReport,
} from '../schemas/order.ts'
import { Time } from '../schemas/ids.ts'
import { errors } from '../schemas/problem.ts'
import type { Shop } from '../shop.ts'
import { exchange, toMoney } from '../to-money.ts'
import { toOrder } from '../to-order.ts'
import { refuseLateCancels } from '../timeline/2026-01-15.ts'

const params = z.object({ orderId: OrderId })
const tags = ['orders']

/** The header by which a client that has had no answer asks again, and does not order twice. */
export const idempotencyHeaders = z.object({ 'idempotency-key': z.string().min(1).max(64).optional() })

/** Orders, in zod. */
export const orderRoutes: FastifyPluginCallbackZod<{ shop: Shop }> = (app, { shop }, done) => {
  const { customers, orders, placed } = shop.store
  const find = (id: string): Order => orders.find(id) ?? refuse(404, `There is no order ${id}.`)

  app.get(
    '/orders',
    {
      schema: {
        operationId: 'listOrders',
        tags,
        querystring: OrderQuery,
        response: { 200: OrderList, ...errors },
      },
    },
    ({ query }) => paginate(findOrders(shop.store, query), query),
  )

  app.post(
    '/orders',
    {
      schema: {
        operationId: 'placeOrder',
        tags,
        headers: idempotencyHeaders,
        body: NewOrder,
        response: { 201: Order, ...errors },
      },
    },
    ({ body, headers }, reply) => {
      const key = headers['idempotency-key']
      const before = key === undefined ? undefined : orders.find(placed.get(key) ?? '')
      if (before !== undefined) {
        void reply.code(201).send(before)
        return
      }
      const customer =
        customers.find(body.customerId) ?? refuse(422, `There is no customer ${body.customerId}.`)
      const { currency, lines, shippingAddress, note, tags } = body
      const wanted = { customer, currency, lines, shippingAddress, note, tags, time: shop.now() }
      const order = orders.put(toOrder(shop.store, wanted))
      if (key !== undefined) placed.set(key, order.id)
      shop.emit({ type: 'order.created', data: order })
      void reply.code(201).send(order)
    },
  )

  app.get(
    '/orders/:orderId',
    {
      schema: {
        operationId: 'getOrder',
        tags,
        params,
        querystring: OneOrderQuery,
        response: { 200: Order, ...errors },
      },
    },
    ({ params, query }) => {
      const order = find(params.orderId)
      const customer = query.expand === 'customer' ? customers.find(order.customerId) : undefined
      return customer === undefined ? order : { ...order, customer }
    },
  )

  app.patch(
    '/orders/:orderId',
    {
      schema: {
        operationId: 'updateOrder',
        tags,
        params,
        body: OrderPatch,
        response: { 200: Order, ...errors },
      },
    },
    ({ params, body }) => {
      const order = find(params.orderId)
      if (order.status !== 'pending' && order.status !== 'paid')
        refuse(409, `The order ${order.id} is ${order.status}.`)
      const { shippingAddress = order.shippingAddress, note = order.note, tags = order.tags } = body
      const changed = {
        ...order,
        shippingAddress,
        tags,
        updatedAt: shop.now(),
        ...(note === undefined ? {} : { note }),
      }
      shop.emit({ type: 'order.updated', data: changed })
      return orders.put(changed)
    },
  )

  app.post(
    '/orders/:orderId/cancel',
    {
      schema: {
        operationId: 'cancelOrder',
        tags,
        params,
        body: Cancellation,
        response: { 200: Order, ...errors },
      },
    },
    ({ params, body, apiVersion }) => {
      const order = find(params.orderId)
      const { reason = order.note } = body
      const isLate = order.status === 'shipped' && apiVersion?.has(refuseLateCancels) === true
      if (isLate || !['pending', 'paid', 'shipped'].includes(order.status))
        refuse(409, `The order ${order.id} is ${order.status}, and cannot be cancelled.`)
      const cancelled: Order = {
        ...order,
        status: 'cancelled',
        updatedAt: shop.now(),
        ...(reason === undefined ? {} : { note: reason }),
      }
      shop.emit({ type: 'order.cancelled', data: cancelled })
      return orders.put(cancelled)
    },
  )

  app.get(
    '/reports/sales',
    {
      schema: {
        operationId: 'reportSales',
        tags,
        querystring: z.object({ placedFrom: Time.optional() }),
        response: { 200: SalesReport, ...errors },
      },
    },
    ({ query }) => {
      const sold = findOrders(shop.store, query).filter(
        ({ status }) => status !== 'cancelled' && status !== 'refunded',
      )
      const amount = sold.reduce((sum, { totals }) => sum + exchange(totals.total, 'EUR').amount, 0)
      return { orders: sold.length, revenue: toMoney(amount, 'EUR') }
    },
  )

  done()
}
