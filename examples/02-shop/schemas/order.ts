import { z } from 'zod'
import { Address } from './address.ts'
import { Customer, CustomerId } from './customer.ts'
import { idOf, Time } from './ids.ts'
import { Currency, Money } from './money.ts'
import { pageQuery } from './page.ts'

export const OrderId = idOf('ord')

/** Where an order stands: paid for, sent, arrived, or given up. */
export const OrderStatus = z
  .enum(['pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'])
  .meta({ id: 'OrderStatus' })

const line = { productId: idOf('prd'), quantity: z.int().min(1).max(999) }

/** One product of an order, at the name and the price that it had then. */
export const LineItem = z
  .object({ id: idOf('itm'), ...line, sku: z.string(), name: z.string(), unitPrice: Money, total: Money })
  .meta({ id: 'LineItem' })

export const NewLineItem = z.object(line).meta({ id: 'NewLineItem' })

export const Totals = z
  .object({ subtotal: Money, shipping: Money, tax: Money, total: Money })
  .meta({ id: 'Totals' })

const address = { line1: '12 St James Square', city: 'London', postalCode: 'SW1Y 4JH', country: 'GB' }

export const Order = z
  .object({
    id: OrderId,
    customerId: CustomerId,
    // Only where the client asks for it, by `expand`.
    customer: Customer.optional(),
    status: OrderStatus,
    currency: Currency,
    lines: z.array(LineItem).min(1),
    totals: Totals,
    shippingAddress: Address,
    note: z.string().optional(),
    tags: z.array(z.string()),
    placedAt: Time,
    updatedAt: Time,
  })
  .meta({
    id: 'Order',
    examples: [
      {
        id: 'ord_1',
        customerId: 'cus_1',
        status: 'paid',
        currency: 'EUR',
        lines: [
          {
            id: 'itm_1',
            productId: 'prd_1',
            quantity: 2,
            sku: 'SR-100',
            name: 'Slide rule',
            unitPrice: { amount: 4990, currency: 'EUR' },
            total: { amount: 9980, currency: 'EUR' },
          },
        ],
        totals: {
          subtotal: { amount: 9980, currency: 'EUR' },
          shipping: { amount: 490, currency: 'EUR' },
          tax: { amount: 1989, currency: 'EUR' },
          total: { amount: 12459, currency: 'EUR' },
        },
        shippingAddress: address,
        tags: ['gift'],
        placedAt: '2026-11-01T09:30:00Z',
        updatedAt: '2026-11-02T12:00:00Z',
      },
    ],
  })

export const NewOrder = z
  .object({
    customerId: CustomerId,
    currency: Currency.default('EUR'),
    lines: z.array(NewLineItem).min(1),
    shippingAddress: Address.optional(),
    note: z.string().optional(),
    tags: z.array(z.string()).default([]),
  })
  .meta({
    id: 'NewOrder',
    examples: [
      {
        customerId: 'cus_1',
        currency: 'EUR',
        lines: [{ productId: 'prd_1', quantity: 2 }],
        shippingAddress: address,
        tags: ['gift'],
      },
    ],
  })

export const OrderPatch = z
  .object({ shippingAddress: Address, note: z.string(), tags: z.array(z.string()) })
  .partial()
  .meta({ id: 'OrderPatch', examples: [{ note: 'Please ring twice.' }] })

export const Cancellation = z
  .object({ reason: z.string().optional() })
  .meta({ id: 'Cancellation', examples: [{ reason: 'Ordered twice.' }] })

export const OrderList = z
  .object({ data: z.array(Order), nextCursor: z.string().nullable() })
  .meta({ id: 'OrderList' })

export const OrderQuery = z.object({
  ...pageQuery,
  status: OrderStatus.optional(),
  customerId: CustomerId.optional(),
  placedFrom: Time.optional(),
})

export const OneOrderQuery = z.object({ expand: z.enum(['customer']).optional() })

/** The sales of a span of days, as they were counted until orders could be exported. */
export const SalesReport = z
  .object({ orders: z.int().min(0), revenue: Money })
  .meta({ id: 'SalesReport', examples: [{ orders: 2, revenue: { amount: 24918, currency: 'EUR' } }] })

export type Order = z.output<typeof Order>
export type NewOrder = z.output<typeof NewOrder>
export type OrderPatch = z.output<typeof OrderPatch>
export type OrderQuery = z.output<typeof OrderQuery>
export type LineItem = z.output<typeof LineItem>
