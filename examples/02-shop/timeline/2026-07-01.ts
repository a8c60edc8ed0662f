import { addEndpoint, addField, defineChange, mapEnum, renameField } from 'tidemark'
import { PaymentEvent } from '../schemas/event.ts'
import { OrderStatus } from '../schemas/order.ts'
import { Payment, PaymentStatus, Wallet } from '../schemas/payment.ts'
import { EventType } from '../schemas/webhook.ts'

export const payByWallet = defineChange({
  summary: 'A payment that is neither by card nor by bank transfer is a `wallet`, and names its `provider`.',
  why: 'All that was `other` were wallets, and clients read the provider out of the `description`.',
  operations: [
    mapEnum(Wallet, 'type', { pairs: [['other', 'wallet']] }),
    renameField(Wallet, 'description', 'provider'),
  ],
})

export const giveBack = defineChange({
  summary: 'A payment can be given back, in whole or in part, by `POST /payments/:paymentId/refunds`.',
  why: 'Refunds were made by hand, and clients could not tell them from cancelled orders.',
  operations: [
    addEndpoint('POST /payments/:paymentId/refunds'),
    addEndpoint('GET /payments/:paymentId/refunds'),
    addField(Payment, 'refunded'),
    mapEnum(PaymentStatus, {
      pairs: [
        ['pending', 'pending'],
        ['captured', 'captured'],
        ['failed', 'failed'],
      ],
      downgradeOnly: [['refunded', 'captured']],
    }),
    mapEnum(OrderStatus, {
      pairs: [
        ['pending', 'pending'],
        ['paid', 'paid'],
        ['shipped', 'shipped'],
        ['delivered', 'delivered'],
        ['cancelled', 'cancelled'],
      ],
      downgradeOnly: [['refunded', 'cancelled']],
    }),
  ],
})

export const nameRefunds = defineChange({
  summary: 'The event `payment.updated` is called `payment.refunded`.',
  why: 'Nothing but a refund has ever updated a payment.',
  operations: [
    mapEnum(PaymentEvent, 'type', {
      pairs: [
        ['payment.captured', 'payment.captured'],
        ['payment.updated', 'payment.refunded'],
      ],
    }),
    mapEnum(EventType, {
      pairs: [
        ['order.created', 'order.created'],
        ['order.updated', 'order.updated'],
        ['order.cancelled', 'order.cancelled'],
        ['payment.captured', 'payment.captured'],
        ['payment.updated', 'payment.refunded'],
        ['shipment.created', 'shipment.created'],
        ['shipment.updated', 'shipment.updated'],
      ],
    }),
  ],
})
