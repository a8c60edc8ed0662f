import type { FastifyPluginCallback } from 'fastify'
import { Readable } from 'node:stream'
import { toNdjson } from 'tidemark'
import { z } from 'zod'
import { findOrders } from '../find-orders.ts'
import { formatMoney } from '../format-money.ts'
import { refuse } from '../refuse.ts'
import { Order, OrderId } from '../schemas/order.ts'
import { Time } from '../schemas/ids.ts'
import { errors } from '../schemas/problem.ts'
import type { Shop } from '../shop.ts'
import { toPdf } from '../to-pdf.ts'

const tags = ['exports']
const params = z.object({ orderId: OrderId })
const Text = z.string()

/** What is downloaded: files, which are the same in every version, and lines of JSON, which are not. */
export const exportRoutes: FastifyPluginCallback<{ shop: Shop }> = (app, { shop }, done) => {
  const { customers, orders } = shop.store
  const find = (id: string): Order => orders.find(id) ?? refuse(404, `There is no order ${id}.`)

  app.get<{ Querystring: { placedFrom?: string } }>(
    '/exports/orders',
    {
      schema: {
        operationId: 'exportOrders',
        tags,
        querystring: z.object({ placedFrom: Time.optional() }),
        response: {
          200: {
            description: 'All orders, as a line of JSON for each',
            content: { 'application/x-ndjson': { schema: Order } },
          },
          ...errors,
        },
      },
    },
    // The lines are orders of the current version: each is given the form of the client's on its way out.
    ({ query }, reply) =>
      reply.type('application/x-ndjson').send(Readable.from(toNdjson(findOrders(shop.store, query)))),
  )

  app.get<{ Params: { orderId: string } }>(
    '/orders/:orderId/invoice.pdf',
    {
      schema: {
        operationId: 'downloadInvoice',
        tags,
        params,
        response: {
          200: { description: 'The invoice', content: { 'application/pdf': { schema: Text } } },
          ...errors,
        },
      },
    },
    ({ params }, reply) => {
      const order = find(params.orderId)
      const name = customers.find(order.customerId)?.name ?? ''
      const { subtotal, shipping, tax, total } = order.totals
      const file = toPdf([
        `Invoice ${order.id}`,
        `${name}, ${order.placedAt.slice(0, 10)}`,
        '',
        ...order.lines.map((line) => `${String(line.quantity)} x ${line.name}   ${formatMoney(line.total)}`),
        '',
        `Subtotal ${formatMoney(subtotal)}`,
        `Shipping ${formatMoney(shipping)}`,
        `Tax      ${formatMoney(tax)}`,
        `Total    ${formatMoney(total)}`,
      ])
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="${order.id}.pdf"`)
        .send(file)
    },
  )

  app.get<{ Params: { orderId: string } }>(
    '/orders/:orderId/invoice.csv',
    {
      schema: {
        operationId: 'downloadInvoiceLines',
        tags,
        params,
        response: {
          200: { description: 'The lines of the invoice', content: { 'text/csv': { schema: Text } } },
          ...errors,
        },
      },
    },
    ({ params }, reply) => {
      const { id, lines } = find(params.orderId)
      const rows = lines.map(
        ({ sku, name, quantity, total }) => `${sku},"${name}",${String(quantity)},${formatMoney(total)}\r\n`,
      )
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${id}.csv"`)
        .send(Readable.from(['sku,name,quantity,total\r\n', ...rows]))
    },
  )

  done()
}
