import { addEndpoint, addField, before, defineChange, headersOf, mapEnum, renameField } from 'tidemark'
import { Customer, CustomerPatch, NewCustomer } from '../schemas/customer.ts'
import { OrderEvent, PaymentEvent, ShipmentEvent } from '../schemas/event.ts'
import { EventType } from '../schemas/webhook.ts'
import { nameRefunds } from './2026-07-01.ts'

export const askForConsent = defineChange({
  summary: 'A customer has `marketingConsent`. Who was there before, or does not say, has not consented.',
  why: 'Newsletters are sent to those who have asked for them.',
  operations: [
    addField([Customer, NewCustomer], 'marketingConsent', { upgrade: false }),
    addField(CustomerPatch, 'marketingConsent'),
  ],
})

export const nameIdempotency = defineChange({
  summary: 'The header `x-request-key` is called `idempotency-key`.',
  why: 'Other services call it so, and client libraries send it by themselves.',
  operations: [
    renameField(
      [headersOf('POST /orders'), headersOf('POST /orders/:orderId/payments')],
      'x-request-key',
      'idempotency-key',
    ),
  ],
})

export const listEvents = defineChange({
  summary:
    'Events can be read at `GET /events`, and the calls of a webhook at `GET /webhooks/:webhookId/deliveries`.',
  why: 'Who has missed a call had no way to learn what has happened.',
  operations: [
    addEndpoint('GET /events'),
    addEndpoint('GET /events/:eventId'),
    addEndpoint('GET /webhooks/:webhookId/deliveries'),
  ],
})

export const nameEvents = defineChange({
  summary: 'The type of an event is written with a dot: `order.created` and no longer `order_created`.',
  why: 'The dot tells what an event is of, and leaves room for names of two words.',
  operations: [
    mapEnum(OrderEvent, 'type', {
      pairs: [
        ['order_created', 'order.created'],
        ['order_updated', 'order.updated'],
        ['order_cancelled', 'order.cancelled'],
      ],
    }),
    mapEnum(before(PaymentEvent, nameRefunds), 'type', {
      pairs: [
        ['payment_captured', 'payment.captured'],
        ['payment_updated', 'payment.updated'],
      ],
    }),
    mapEnum(ShipmentEvent, 'type', {
      pairs: [
        ['shipment_created', 'shipment.created'],
        ['shipment_updated', 'shipment.updated'],
      ],
    }),
    mapEnum(before(EventType, nameRefunds), {
      pairs: [
        ['order_created', 'order.created'],
        ['order_updated', 'order.updated'],
        ['order_cancelled', 'order.cancelled'],
        ['payment_captured', 'payment.captured'],
        ['payment_updated', 'payment.updated'],
        ['shipment_created', 'shipment.created'],
        ['shipment_updated', 'shipment.updated'],
      ],
    }),
  ],
})
