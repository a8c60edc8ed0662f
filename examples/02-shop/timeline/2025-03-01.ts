import { defineChange, nestFields, pathOf, queryOf, retypeField } from 'tidemark'
import { z } from 'zod'
import { Account } from '../schemas/account.ts'
import { Cart, CartItem, Checkout, NewCartItem } from '../schemas/cart.ts'
import { Customer, CustomerPatch, NewCustomer } from '../schemas/customer.ts'
import { OrderEvent, PaymentEvent, ShipmentEvent } from '../schemas/event.ts'
import { idOf, type Prefix } from '../schemas/ids.ts'
import { LineItem, NewLineItem, NewOrder, Order, OrderQuery } from '../schemas/order.ts'
import { Payment } from '../schemas/payment.ts'
import { Product, Stock } from '../schemas/product.ts'
import { Shipment } from '../schemas/shipment.ts'
import { Webhook } from '../schemas/webhook.ts'

/** From a number to a text that says what it is the number of. */
const textId = (prefix: Prefix) =>
  z.codec(z.int().min(1).max(999_999_999_999_999), idOf(prefix), {
    decode: (number) => `${prefix}_${String(number)}`,
    encode: (id) => Number(id.slice(prefix.length + 1)),
  })

export const writeIdsAsTexts = defineChange({
  summary: 'An id is a text that says what it is of, such as `ord_17`, and no longer a number.',
  why: 'An id of a customer was taken for one of an order more than once, and found something.',
  operations: [
    retypeField([Account], 'id', textId('acc')),
    retypeField([Cart], 'id', textId('crt')),
    retypeField([CartItem, LineItem], 'id', textId('itm')),
    retypeField([Customer], 'id', textId('cus')),
    retypeField([OrderEvent, PaymentEvent, ShipmentEvent], 'id', textId('evt')),
    retypeField([Order], 'id', textId('ord')),
    retypeField([Payment], 'id', textId('pay')),
    retypeField([Product], 'id', textId('prd')),
    retypeField([Shipment], 'id', textId('shp')),
    retypeField([Webhook], 'id', textId('whk')),
    retypeField([Order, NewOrder, Checkout], 'customerId', textId('cus')),
    retypeField([CartItem, NewCartItem, LineItem, NewLineItem, Stock], 'productId', textId('prd')),
    retypeField([Payment, Shipment], 'orderId', textId('ord')),
    retypeField(queryOf('GET /orders', OrderQuery), 'customerId', textId('cus')),
    retypeField(
      [
        pathOf('GET /products/:productId'),
        pathOf('PATCH /products/:productId'),
        pathOf('DELETE /products/:productId'),
        pathOf('GET /products/:productId/stock'),
        pathOf('PUT /products/:productId/stock'),
      ],
      'productId',
      textId('prd'),
    ),
    retypeField(
      [
        pathOf('GET /customers/:customerId'),
        pathOf('PATCH /customers/:customerId'),
        pathOf('DELETE /customers/:customerId'),
        pathOf('GET /customers/:customerId/orders'),
      ],
      'customerId',
      textId('cus'),
    ),
    retypeField(
      [
        pathOf('GET /carts/:cartId'),
        pathOf('POST /carts/:cartId/items'),
        pathOf('PATCH /carts/:cartId/items/:itemId'),
        pathOf('DELETE /carts/:cartId/items/:itemId'),
        pathOf('POST /carts/:cartId/checkout'),
      ],
      'cartId',
      textId('crt'),
    ),
    retypeField(
      [pathOf('PATCH /carts/:cartId/items/:itemId'), pathOf('DELETE /carts/:cartId/items/:itemId')],
      'itemId',
      textId('itm'),
    ),
    retypeField(
      [
        pathOf('GET /orders/:orderId'),
        pathOf('PATCH /orders/:orderId'),
        pathOf('POST /orders/:orderId/cancel'),
        pathOf('GET /orders/:orderId/invoice.pdf'),
        pathOf('GET /orders/:orderId/invoice.csv'),
        pathOf('GET /orders/:orderId/payments'),
        pathOf('POST /orders/:orderId/payments'),
        pathOf('GET /orders/:orderId/shipments'),
        pathOf('POST /orders/:orderId/shipments'),
      ],
      'orderId',
      textId('ord'),
    ),
    retypeField(pathOf('GET /payments/:paymentId'), 'paymentId', textId('pay')),
    retypeField(
      [pathOf('GET /shipments/:shipmentId'), pathOf('PATCH /shipments/:shipmentId')],
      'shipmentId',
      textId('shp'),
    ),
    retypeField(
      [
        pathOf('GET /webhooks/:webhookId'),
        pathOf('PATCH /webhooks/:webhookId'),
        pathOf('DELETE /webhooks/:webhookId'),
      ],
      'webhookId',
      textId('whk'),
    ),
  ],
})

export const nestAddress = defineChange({
  summary:
    'The address of a customer stands in `address`, as that of an order has always stood in `shippingAddress`.',
  why: 'An address is used as one thing: most orders are sent to that of the customer.',
  operations: [
    nestFields(
      [Customer, NewCustomer, CustomerPatch],
      ['line1', 'line2', 'city', 'region', 'postalCode', 'country'],
      'address',
    ),
  ],
})
