import { z } from 'zod'
import { Address } from './address.ts'
import { CustomerId } from './customer.ts'
import { idOf, Time } from './ids.ts'
import { Currency, Money } from './money.ts'

export const CartId = idOf('crt')
export const ItemId = idOf('itm')

const item = { productId: idOf('prd'), quantity: z.int().min(1).max(999) }

/** What somebody wants to buy, for as long as the cart is kept. */
export const CartItem = z
  .object({ id: ItemId, ...item, unitPrice: Money, total: Money })
  .meta({ id: 'CartItem' })

export const NewCartItem = z
  .object(item)
  .meta({ id: 'NewCartItem', examples: [{ productId: 'prd_1', quantity: 2 }] })

export const CartItemPatch = z
  .object({ quantity: item.quantity })
  .meta({ id: 'CartItemPatch', examples: [{ quantity: 3 }] })

export const Cart = z
  .object({
    id: CartId,
    currency: Currency,
    items: z.array(CartItem),
    total: Money,
    expiresAt: Time,
    createdAt: Time,
  })
  .meta({
    id: 'Cart',
    examples: [
      {
        id: 'crt_1',
        currency: 'EUR',
        items: [
          {
            id: 'itm_1',
            productId: 'prd_1',
            quantity: 2,
            unitPrice: { amount: 4990, currency: 'EUR' },
            total: { amount: 9980, currency: 'EUR' },
          },
        ],
        total: { amount: 9980, currency: 'EUR' },
        expiresAt: '2026-11-29T10:00:00Z',
        createdAt: '2026-11-22T10:00:00Z',
      },
    ],
  })

export const NewCart = z
  .object({ currency: Currency.default('EUR') })
  .meta({ id: 'NewCart', examples: [{ currency: 'EUR' }] })

export const Checkout = z
  .object({ customerId: CustomerId, shippingAddress: Address.optional() })
  .meta({ id: 'Checkout', examples: [{ customerId: 'cus_1' }] })

export type Cart = z.output<typeof Cart>
export type CartItem = z.output<typeof CartItem>
