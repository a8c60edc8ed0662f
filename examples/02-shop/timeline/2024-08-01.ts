import {
  addField,
  before,
  changeDefault,
  defineChange,
  queryOf,
  responseOf,
  unnestFields,
  wrapBody,
} from 'tidemark'
import { OneOrderQuery, Order, OrderQuery } from '../schemas/order.ts'
import { NewShipment, Shipment } from '../schemas/shipment.ts'
import { measureParcels } from './2025-10-01.ts'
import { splitShippingMethod } from './2025-06-15.ts'
import { writeNamesInCamelCase } from './2024-11-15.ts'

export const wrapLists = defineChange({
  summary: 'A list stands in `data`; where it comes in pages, beside `total`.',
  why: 'A list needs room for what is said about it, such as how many entries there are in all.',
  operations: [
    ...['GET /products', 'GET /customers', 'GET /customers/:customerId/orders', 'GET /orders'].map(
      (endpoint) =>
        wrapBody(responseOf(endpoint), {
          into: 'data',
          beside: (data) => ({ total: Array.isArray(data) ? data.length : 0 }),
          loss: 'How many entries there are in all',
        }),
    ),
    ...['GET /orders/:orderId/payments', 'GET /orders/:orderId/shipments', 'GET /webhooks'].map((endpoint) =>
      wrapBody(responseOf(endpoint), { into: 'data' }),
    ),
  ],
})

export const nestCategories = defineChange({
  summary:
    '`GET /categories` answers in `data` with the roots, each with all that is below it, and no longer with all categories in one list.',
  why: 'Each client has built the tree out of the list; one that did not has shown some categories twice.',
  // The list had a handler of its own time, which serves the versions that had it.
  operations: [],
})

export const readLess = defineChange({
  summary: 'A page has 20 entries, unless `limit` says otherwise; it was 50.',
  why: 'Most clients show 20 at a time, and threw the rest away.',
  operations: [
    changeDefault(
      [
        queryOf('GET /orders', OrderQuery),
        queryOf('GET /customers/:customerId/orders', OrderQuery),
        queryOf('GET /customers', OrderQuery),
        queryOf('GET /products', OrderQuery),
      ],
      'limit',
      { old: 50, current: 20 },
    ),
  ],
})

export const expandCustomers = defineChange({
  summary: '`GET /orders/:orderId?expand=customer` answers with the customer in the order.',
  why: 'It spares the second request, which most clients have sent.',
  operations: [
    addField(queryOf('GET /orders/:orderId', OneOrderQuery), 'expand'),
    addField(Order, 'customer'),
  ],
})

export const flattenTracking = defineChange({
  summary: 'The fields of `tracking` stand in the shipment itself.',
  why: 'There is no shipment without them.',
  operations: [
    unnestFields(
      [
        before(Shipment, measureParcels, splitShippingMethod, writeNamesInCamelCase),
        before(NewShipment, measureParcels, splitShippingMethod, writeNamesInCamelCase),
      ],
      'tracking',
      ['shipping_method', 'tracking_number'],
    ),
  ],
})
