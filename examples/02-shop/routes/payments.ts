import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { refuse } from '../refuse.ts'
import { OrderId, type Order } from '../schemas/order.ts'
import { NewPayment, NewRefund, Payment, PaymentId, PaymentList, Refund } from '../schemas/payment.ts'
import { errors } from '../schemas/problem.ts'
import type { Shop } from '../shop.ts'
import { idempotencyHeaders } from './orders.ts'

const params = z.object({ paymentId: PaymentId })
const orderParams = z.object({ orderId: OrderId })
const tags = ['payments']

/** Payments and refunds, in zod. */
export const paymentRoutes: FastifyPluginCallbackZod<{ shop: Shop }> = (app, { shop }, done) => {
  const { orders, payments, refunds } = shop.store
  const findOrder = (id: string): Order => orders.find(id) ?? refuse(404, `There is no order ${id}.`)
  const find = (id: string): Payment => payments.find(id) ?? refuse(404, `There is no payment ${id}.`)

  app.get(
    '/orders/:orderId/payments',
    {
      schema: {
        operationId: 'listPayments',
        tags,
        params: orderParams,
        response: { 200: PaymentList, ...errors },
      },
    },
    ({ params }) => {
      const { id } = findOrder(params.orderId)
      return { data: payments.list().filter(({ orderId }) => orderId === id) }
    },
  )

  app.post(
    '/orders/:orderId/payments',
    {
      schema: {
        operationId: 'pay',
        tags,
        params: orderParams,
        headers: idempotencyHeaders,
        body: NewPayment,
        response: { 201: Payment, ...errors },
      },
    },
    ({ params, body }, reply) => {
      const order = findOrder(params.orderId)
      if (order.status !== 'pending') refuse(409, `The order ${order.id} is ${order.status}.`)
      const createdAt = shop.now()
      const payment = payments.put({
        id: payments.nextId(),
        orderId: order.id,
        amount: order.totals.total,
        status: 'captured',
        method: body.method,
        createdAt,
      })
      orders.put({ ...order, status: 'paid', updatedAt: createdAt })
      shop.emit({ type: 'payment.captured', data: payment })
      void reply.code(201).send(payment)
    },
  )

  app.get(
    '/payments/:paymentId',
    { schema: { operationId: 'getPayment', tags, params, response: { 200: Payment, ...errors } } },
    ({ params }) => find(params.paymentId),
  )

  app.post(
    '/payments/:paymentId/refunds',
    {
      schema: { operationId: 'refund', tags, params, body: NewRefund, response: { 201: Refund, ...errors } },
    },
    ({ params, body }, reply) => {
      const payment = find(params.paymentId)
      const { amount, reason } = body
      const given = (payment.refunded?.amount ?? 0) + amount.amount
      if (amount.currency !== payment.amount.currency)
        refuse(422, `It was paid in ${payment.amount.currency}.`)
      if (given > payment.amount.amount) refuse(409, 'More would be given back than was paid.')
      const isAll = given === payment.amount.amount
      const refunded: Payment = {
        ...payment,
        refunded: { ...payment.amount, amount: given },
        status: isAll ? 'refunded' : payment.status,
      }
      payments.put(refunded)
      const order = orders.find(payment.orderId)
      if (isAll && order !== undefined) orders.put({ ...order, status: 'refunded', updatedAt: shop.now() })
      shop.emit({ type: 'payment.refunded', data: refunded })
      const refund = { id: refunds.nextId(), paymentId: payment.id, amount, reason, createdAt: shop.now() }
      void reply.code(201).send(refunds.put(refund))
    },
  )

  app.get(
    '/payments/:paymentId/refunds',
    {
      schema: {
        operationId: 'listRefunds',
        tags,
        params,
        response: { 200: z.object({ data: z.array(Refund) }).meta({ id: 'RefundList' }), ...errors },
      },
    },
    ({ params }) => {
      const { id } = find(params.paymentId)
      return { data: refunds.list().filter(({ paymentId }) => paymentId === id) }
    },
  )

  done()
}
