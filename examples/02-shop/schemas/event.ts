import { z } from 'zod'
import { idOf, Time } from './ids.ts'
import { Order } from './order.ts'
import { Payment } from './payment.ts'
import { Shipment } from './shipment.ts'

export const orderEvents = ['order.created', 'order.updated', 'order.cancelled'] as const
export const paymentEvents = ['payment.captured', 'payment.refunded'] as const
export const shipmentEvents = ['shipment.created', 'shipment.updated'] as const

const head = { id: idOf('evt'), createdAt: Time }

export const OrderEvent = z
  .object({ ...head, type: z.enum(orderEvents), data: Order })
  .meta({ id: 'OrderEvent' })

export const PaymentEvent = z
  .object({ ...head, type: z.enum(paymentEvents), data: Payment })
  .meta({ id: 'PaymentEvent' })

export const ShipmentEvent = z
  .object({ ...head, type: z.enum(shipmentEvents), data: Shipment })
  .meta({ id: 'ShipmentEvent' })

/** Something that has happened: what webhooks are sent, each in the version of its subscriber. */
export const Event = z.discriminatedUnion('type', [OrderEvent, PaymentEvent, ShipmentEvent]).meta({
  id: 'Event',
  examples: [
    {
      id: 'evt_1',
      createdAt: '2026-11-02T12:00:00Z',
      type: 'payment.captured',
      data: {
        id: 'pay_1',
        orderId: 'ord_1',
        amount: { amount: 12459, currency: 'EUR' },
        status: 'captured',
        method: { type: 'card', brand: 'visa', last4: '4242' },
        createdAt: '2026-11-01T09:31:00Z',
      },
    },
  ],
})

export const EventList = z
  .object({ data: z.array(Event), nextCursor: z.string().nullable() })
  .meta({ id: 'EventList' })

export type Event = z.output<typeof Event>
