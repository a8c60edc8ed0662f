import { z } from 'zod'
import { idOf, Time } from './ids.ts'
import { Money } from './money.ts'
import { OrderId } from './order.ts'

export const PaymentId = idOf('pay')

export const Card = z
  .object({
    type: z.literal('card'),
    brand: z.enum(['amex', 'mastercard', 'visa']),
    last4: z.string().regex(/^[0-9]{4}$/),
  })
  .meta({ id: 'Card' })

export const BankTransfer = z
  .object({ type: z.literal('bank_transfer'), iban: z.string().regex(/^[A-Z]{2}[0-9]{2}[0-9A-Z]{8,30}$/) })
  .meta({ id: 'BankTransfer' })

export const Wallet = z
  .object({ type: z.literal('wallet'), provider: z.string().min(1) })
  .meta({ id: 'Wallet' })

export const PaymentMethod = z
  .discriminatedUnion('type', [Card, BankTransfer, Wallet])
  .meta({ id: 'PaymentMethod', examples: [{ type: 'card', brand: 'visa', last4: '4242' }] })

export const PaymentStatus = z
  .enum(['pending', 'captured', 'failed', 'refunded'])
  .meta({ id: 'PaymentStatus' })

export const Payment = z
  .object({
    id: PaymentId,
    orderId: OrderId,
    amount: Money,
    refunded: Money.optional(),
    status: PaymentStatus,
    method: PaymentMethod,
    createdAt: Time,
  })
  .meta({
    id: 'Payment',
    examples: [
      {
        id: 'pay_1',
        orderId: 'ord_1',
        amount: { amount: 12459, currency: 'EUR' },
        status: 'captured',
        method: { type: 'card', brand: 'visa', last4: '4242' },
        createdAt: '2026-11-01T09:31:00Z',
      },
    ],
  })

export const NewPayment = z
  .object({ method: PaymentMethod })
  .meta({ id: 'NewPayment', examples: [{ method: { type: 'card', brand: 'visa', last4: '4242' } }] })

export const PaymentList = z.object({ data: z.array(Payment) }).meta({ id: 'PaymentList' })

export const Refund = z
  .object({ id: idOf('ref'), paymentId: PaymentId, amount: Money, reason: z.string(), createdAt: Time })
  .meta({
    id: 'Refund',
    examples: [
      {
        id: 'ref_1',
        paymentId: 'pay_1',
        amount: { amount: 4990, currency: 'EUR' },
        reason: 'One arrived broken.',
        createdAt: '2026-11-05T10:00:00Z',
      },
    ],
  })

export const NewRefund = z.object({ amount: Money, reason: z.string().min(1) }).meta({
  id: 'NewRefund',
  examples: [{ amount: { amount: 4990, currency: 'EUR' }, reason: 'One arrived broken.' }],
})

export type Payment = z.output<typeof Payment>
export type PaymentMethod = z.output<typeof PaymentMethod>
export type Refund = z.output<typeof Refund>
