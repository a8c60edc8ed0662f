import { Type, type Static } from '@fastify/type-provider-typebox'
import { orderEvents, paymentEvents, shipmentEvents } from './event.ts'
import { patternOf } from './ids.ts'

export const eventTypes = [...orderEvents, ...paymentEvents, ...shipmentEvents] as const

export const EventType = Type.Enum([...eventTypes], { $id: 'EventType' })

const fields = {
  url: Type.String({ format: 'uri', pattern: '^https?://' }),
  events: Type.Array(EventType, { minItems: 1, uniqueItems: true }),
}

/** A client's address that is called when something happens, in the version that the client was written for. */
export const Webhook = Type.Object(
  {
    id: Type.String({ pattern: patternOf('whk') }),
    ...fields,
    apiVersion: Type.String(),
    enabled: Type.Boolean(),
    createdAt: Type.String({ format: 'date-time' }),
  },
  {
    $id: 'Webhook',
    examples: [
      {
        id: 'whk_1',
        url: 'https://client.example.com/shop',
        events: ['order.created', 'payment.captured'],
        apiVersion: '2026-11-01',
        enabled: true,
        createdAt: '2026-11-01T09:00:00Z',
      },
    ],
  },
)

export const NewWebhook = Type.Object(
  // Without it, the version of the request that creates the webhook.
  { ...fields, apiVersion: Type.Optional(Type.String()) },
  {
    $id: 'NewWebhook',
    examples: [
      { url: 'https://client.example.com/shop', events: ['order.created'], apiVersion: '2026-11-01' },
    ],
  },
)

export const WebhookPatch = Type.Partial(
  Type.Object({ ...fields, apiVersion: Type.String(), enabled: Type.Boolean() }),
  { $id: 'WebhookPatch', examples: [{ enabled: false }] },
)

export const WebhookList = Type.Object({ data: Type.Array(Webhook) }, { $id: 'WebhookList' })

/** One attempt to call a webhook. */
export const Delivery = Type.Object(
  {
    id: Type.String({ pattern: patternOf('dlv') }),
    eventId: Type.String({ pattern: patternOf('evt') }),
    apiVersion: Type.String(),
    // What the receiver has answered; null where it could not be reached.
    status: Type.Union([Type.Integer(), Type.Null()]),
    sentAt: Type.String({ format: 'date-time' }),
  },
  { $id: 'Delivery' },
)

export const DeliveryList = Type.Object({ data: Type.Array(Delivery) }, { $id: 'DeliveryList' })

export type EventType = Static<typeof EventType>
export type Webhook = Static<typeof Webhook>
export type NewWebhook = Static<typeof NewWebhook>
export type WebhookPatch = Static<typeof WebhookPatch>
export type Delivery = Static<typeof Delivery>
