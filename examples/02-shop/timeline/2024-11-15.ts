import { before, defineChange, moveField, queryOf, renameField } from 'tidemark'
import { Account, AccountPatch } from '../schemas/account.ts'
import { Address } from '../schemas/address.ts'
import { Cart, CartItem, Checkout, NewCartItem } from '../schemas/cart.ts'
import { Customer, CustomerPatch, NewCustomer } from '../schemas/customer.ts'
import { OrderEvent, PaymentEvent, ShipmentEvent } from '../schemas/event.ts'
import { LineItem, NewLineItem, NewOrder, Order, OrderPatch, OrderQuery } from '../schemas/order.ts'
import { Payment } from '../schemas/payment.ts'
import { NewProduct, Product, ProductPatch, Stock } from '../schemas/product.ts'
import { NewShipment, Shipment, ShipmentPatch } from '../schemas/shipment.ts'
import { NewWebhook, Webhook, WebhookPatch } from '../schemas/webhook.ts'
import { joinPhone } from './2026-01-15.ts'
import { measureParcels } from './2025-10-01.ts'
import { ErrorBody, splitShippingMethod } from './2025-06-15.ts'
import { nestAddress } from './2025-03-01.ts'

// Customers and shipments as they were then.
const customers = [
  before(Customer, joinPhone, nestAddress),
  before(NewCustomer, joinPhone, nestAddress),
  before(CustomerPatch, joinPhone, nestAddress),
]
const shipment = before(Shipment, measureParcels, splitShippingMethod)
const newShipment = before(NewShipment, measureParcels, splitShippingMethod)

export const writeNamesInCamelCase = defineChange({
  summary: 'Names are written in camel case: `created_at` is `createdAt`, and so with all others.',
  why: 'Most clients are written in languages that call things so, and each of them renamed the fields anew.',
  operations: [
    renameField([Account, AccountPatch, Webhook, NewWebhook, WebhookPatch], 'api_version', 'apiVersion'),
    renameField(
      [Cart, Customer, OrderEvent, Payment, PaymentEvent, Product, Shipment, ShipmentEvent, Webhook],
      'created_at',
      'createdAt',
    ),
    renameField([Customer, Order, Product], 'updated_at', 'updatedAt'),
    renameField(Cart, 'expires_at', 'expiresAt'),
    renameField(Order, 'placed_at', 'placedAt'),
    renameField(Shipment, 'shipped_at', 'shippedAt'),
    renameField([Checkout, NewOrder, Order], 'customer_id', 'customerId'),
    renameField([Payment, Shipment], 'order_id', 'orderId'),
    renameField([CartItem, LineItem, NewCartItem, NewLineItem, Stock], 'product_id', 'productId'),
    renameField([CartItem, LineItem], 'unit_price', 'unitPrice'),
    renameField([Checkout, NewOrder, Order, OrderPatch], 'shipping_address', 'shippingAddress'),
    renameField(Address, 'postal_code', 'postalCode'),
    renameField(customers, 'postal_code', 'postalCode'),
    renameField(customers, 'phone_country', 'phoneCountry'),
    renameField(customers, 'phone_number', 'phoneNumber'),
    renameField([Product, NewProduct, ProductPatch], 'weight_grams', 'weightGrams'),
    renameField([Stock, 'StockCount'], 'on_hand', 'onHand'),
    renameField([shipment, newShipment], 'weight_grams', 'weightGrams'),
    renameField([shipment, newShipment], 'shipping_method', 'shippingMethod'),
    renameField([Shipment, NewShipment, ShipmentPatch], 'tracking_number', 'trackingNumber'),
    moveField([shipment, newShipment], 'parcel.length_mm', 'parcel.lengthMm'),
    moveField([shipment, newShipment], 'parcel.width_mm', 'parcel.widthMm'),
    moveField([shipment, newShipment], 'parcel.height_mm', 'parcel.heightMm'),
    renameField(queryOf('GET /orders', OrderQuery), 'customer_id', 'customerId'),
    renameField(
      [queryOf('GET /orders'), queryOf('GET /orders/export'), queryOf('GET /reports/sales')],
      'placed_from',
      'placedFrom',
    ),
    renameField(ErrorBody, 'error_code', 'code'),
  ],
})
