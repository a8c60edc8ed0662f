import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { refuse } from '../refuse.ts'
import { OrderId, type Order } from '../schemas/order.ts'
import { errors } from '../schemas/problem.ts'
import { NewShipment, Shipment, ShipmentId, ShipmentList, ShipmentPatch } from '../schemas/shipment.ts'
import type { Shop } from '../shop.ts'

const params = z.object({ shipmentId: ShipmentId })
const orderParams = z.object({ orderId: OrderId })
const tags = ['shipments']

/** What is sent to customers, in zod. */
export const shipmentRoutes: FastifyPluginCallbackZod<{ shop: Shop }> = (app, { shop }, done) => {
  const { orders, shipments } = shop.store
  const findOrder = (id: string): Order => orders.find(id) ?? refuse(404, `There is no order ${id}.`)
  const find = (id: string): Shipment => shipments.find(id) ?? refuse(404, `There is no shipment ${id}.`)

  app.get(
    '/orders/:orderId/shipments',
    {
      schema: {
        operationId: 'listShipments',
        tags,
        params: orderParams,
        response: { 200: ShipmentList, ...errors },
      },
    },
    ({ params }) => {
      const { id } = findOrder(params.orderId)
      return { data: shipments.list().filter(({ orderId }) => orderId === id) }
    },
  )

  app.post(
    '/orders/:orderId/shipments',
    {
      schema: {
        operationId: 'ship',
        tags,
        params: orderParams,
        body: NewShipment,
        response: { 201: Shipment, ...errors },
      },
    },
    ({ params, body }, reply) => {
      const order = findOrder(params.orderId)
      if (order.status !== 'paid') refuse(409, `The order ${order.id} is ${order.status}.`)
      const { carrier, service, trackingNumber, parcel } = body
      const { weightGrams, lengthMm, widthMm, heightMm } = parcel
      const shipment = shipments.put({
        id: shipments.nextId(),
        orderId: order.id,
        carrier,
        service,
        trackingNumber,
        parcel: { weightGrams, lengthMm, widthMm, heightMm },
        status: 'prepared',
        shippedAt: null,
        createdAt: shop.now(),
      })
      shop.emit({ type: 'shipment.created', data: shipment })
      void reply.code(201).send(shipment)
    },
  )

  app.get(
    '/shipments/:shipmentId',
    { schema: { operationId: 'getShipment', tags, params, response: { 200: Shipment, ...errors } } },
    ({ params }) => find(params.shipmentId),
  )

  app.patch(
    '/shipments/:shipmentId',
    {
      schema: {
        operationId: 'updateShipment',
        tags,
        params,
        body: ShipmentPatch,
        response: { 200: Shipment, ...errors },
      },
    },
    ({ params, body }) => {
      const shipment = find(params.shipmentId)
      const { status = shipment.status, trackingNumber = shipment.trackingNumber } = body
      const isOnItsWay = status !== 'prepared'
      const shippedAt = isOnItsWay ? (shipment.shippedAt ?? shop.now()) : null
      const changed = shipments.put({ ...shipment, status, trackingNumber, shippedAt })
      const order = orders.find(shipment.orderId)
      if (order !== undefined && isOnItsWay && status !== 'lost')
        orders.put({
          ...order,
          status: status === 'delivered' ? 'delivered' : 'shipped',
          updatedAt: shop.now(),
        })
      shop.emit({ type: 'shipment.updated', data: changed })
      return changed
    },
  )

  done()
}
