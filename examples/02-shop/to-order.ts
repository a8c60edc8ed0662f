import type { Address } from './schemas/address.ts'
import type { Customer } from './schemas/customer.ts'
import type { Money } from './schemas/money.ts'
import type { LineItem, Order } from './schemas/order.ts'
import type { Store } from './store.ts'
import { refuse } from './refuse.ts'
import { exchange, toMoney } from './to-money.ts'

/** What an order is made of. */
export interface Wanted {
  readonly customer: Customer
  readonly currency: Money['currency']
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[]
  readonly shippingAddress?: Address | undefined
  readonly note?: string | undefined
  readonly tags: readonly string[]
  readonly time: string
}

/** An order at today's prices. It is not stored yet. */
export function toOrder(store: Store, wanted: Wanted): Order {
  const { customer, currency, note, tags, time } = wanted
  const lines = wanted.lines.map(({ productId, quantity }): LineItem => {
    const { sku, name, price, status } =
      store.products.find(productId) ?? refuse(422, `There is no product ${productId}.`)
    if (status !== 'active') refuse(422, `The product ${productId} is not for sale.`)
    const unitPrice = exchange(price, currency)
    const total = toMoney(unitPrice.amount * quantity, currency)
    return { id: store.items.nextId(), productId, quantity, sku, name, unitPrice, total }
  })
  const subtotal = lines.reduce((sum, { total }) => sum + total.amount, 0)
  const shipping = subtotal >= 10_000 ? 0 : 490
  const tax = Math.round((subtotal + shipping) * 0.19)
  return {
    id: store.orders.nextId(),
    customerId: customer.id,
    status: 'pending',
    currency,
    lines,
    totals: {
      subtotal: toMoney(subtotal, currency),
      shipping: toMoney(shipping, currency),
      tax: toMoney(tax, currency),
      total: toMoney(subtotal + shipping + tax, currency),
    },
    shippingAddress: wanted.shippingAddress ?? customer.address,
    ...(note === undefined ? {} : { note }),
    tags: [...tags],
    placedAt: time,
    updatedAt: time,
  }
}
