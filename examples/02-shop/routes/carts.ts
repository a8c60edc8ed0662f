import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { refuse } from '../refuse.ts'
import {
  Cart,
  CartId,
  CartItemPatch,
  Checkout,
  ItemId,
  NewCart,
  NewCartItem,
  type CartItem,
} from '../schemas/cart.ts'
import type { Money } from '../schemas/money.ts'
import { Order } from '../schemas/order.ts'
import { errors } from '../schemas/problem.ts'
import type { Shop } from '../shop.ts'
import { exchange, toMoney } from '../to-money.ts'
import { toOrder } from '../to-order.ts'

const params = z.object({ cartId: CartId })
const itemParams = z.object({ cartId: CartId, itemId: ItemId })
const tags = ['carts']

/** Carts, in zod. */
export const cartRoutes: FastifyPluginCallbackZod<{ shop: Shop }> = (app, { shop }, done) => {
  const { carts, customers, items, orders, products } = shop.store
  const find = (id: string): Cart => carts.find(id) ?? refuse(404, `There is no cart ${id}.`)
  const toItem = (id: string, productId: string, quantity: number, currency: Money['currency']): CartItem => {
    const { price } = products.find(productId) ?? refuse(422, `There is no product ${productId}.`)
    const unitPrice = exchange(price, currency)
    return { id, productId, quantity, unitPrice, total: toMoney(unitPrice.amount * quantity, currency) }
  }
  const keep = (cart: Cart, held: readonly CartItem[]): Cart => {
    const amount = held.reduce((sum, { total }) => sum + total.amount, 0)
    return carts.put({ ...cart, items: [...held], total: toMoney(amount, cart.currency) })
  }

  app.post(
    '/carts',
    { schema: { operationId: 'createCart', tags, body: NewCart, response: { 201: Cart, ...errors } } },
    ({ body }, reply) => {
      const createdAt = shop.now()
      const expiresAt = `${new Date(Date.parse(createdAt) + 604_800_000).toISOString().slice(0, 19)}Z`
      const { currency } = body
      const cart = {
        id: carts.nextId(),
        currency,
        items: [],
        total: { amount: 0, currency },
        expiresAt,
        createdAt,
      }
      void reply.code(201).send(carts.put(cart))
    },
  )

  app.get(
    '/carts/:cartId',
    { schema: { operationId: 'getCart', tags, params, response: { 200: Cart, ...errors } } },
    ({ params }) => find(params.cartId),
  )

  app.post(
    '/carts/:cartId/items',
    {
      schema: {
        operationId: 'addToCart',
        tags,
        params,
        body: NewCartItem,
        response: { 201: Cart, ...errors },
      },
    },
    ({ params, body }, reply) => {
      const cart = find(params.cartId)
      const item = toItem(items.nextId(), body.productId, body.quantity, cart.currency)
      void reply.code(201).send(keep(cart, [...cart.items, item]))
    },
  )

  app.patch(
    '/carts/:cartId/items/:itemId',
    {
      schema: {
        operationId: 'changeCartItem',
        tags,
        params: itemParams,
        body: CartItemPatch,
        response: { 200: Cart, ...errors },
      },
    },
    ({ params, body }) => {
      const cart = find(params.cartId)
      const held =
        cart.items.find(({ id }) => id === params.itemId) ?? refuse(404, `It has no ${params.itemId}.`)
      const item = toItem(held.id, held.productId, body.quantity, cart.currency)
      return keep(
        cart,
        cart.items.map((other) => (other.id === item.id ? item : other)),
      )
    },
  )

  app.delete(
    '/carts/:cartId/items/:itemId',
    {
      schema: { operationId: 'removeFromCart', tags, params: itemParams, response: { 200: Cart, ...errors } },
    },
    ({ params }) => {
      const cart = find(params.cartId)
      return keep(
        cart,
        cart.items.filter(({ id }) => id !== params.itemId),
      )
    },
  )

  app.post(
    '/carts/:cartId/checkout',
    {
      schema: { operationId: 'checkOut', tags, params, body: Checkout, response: { 201: Order, ...errors } },
    },
    ({ params, body }, reply) => {
      const { id, currency, items } = find(params.cartId)
      if (items.length === 0) refuse(409, `The cart ${id} is empty.`)
      const customer =
        customers.find(body.customerId) ?? refuse(422, `There is no customer ${body.customerId}.`)
      const { shippingAddress } = body
      const time = shop.now()
      const order = orders.put(
        toOrder(shop.store, { customer, currency, lines: items, shippingAddress, tags: [], time }),
      )
      carts.remove(id)
      shop.emit({ type: 'order.created', data: order })
      void reply.code(201).send(order)
    },
  )

  done()
}
