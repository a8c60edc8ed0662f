import {
  addField,
  changeStatus,
  defineChange,
  loadFrom,
  queryOf,
  removeField,
  renameField,
  retypeField,
} from 'tidemark'
import { z } from 'zod'
import { CustomerList } from '../schemas/customer.ts'
import { EventList } from '../schemas/event.ts'
import { OrderList } from '../schemas/order.ts'
import { fromCursor, toCursor } from '../schemas/page.ts'
import { ProductList } from '../schemas/product.ts'
import { listTotals } from './list-totals.ts'

const lists = [ProductList, CustomerList, OrderList, EventList]
const queries = [
  queryOf('GET /products'),
  queryOf('GET /customers'),
  queryOf('GET /customers/:customerId/orders'),
  queryOf('GET /orders'),
  queryOf('GET /events'),
]
const count = z.int().min(0)

export const pageByCursor = defineChange({
  summary:
    'A list is read on from `nextCursor`, by `cursor` in place of `offset`, and no longer counts its entries.',
  why: 'With an offset, an entry that was added between two pages was read twice; and to count all orders took longer than to read a page of them.',
  operations: [
    addField(lists, 'nextCursor', { upgrade: null }),
    removeField(ProductList, 'total', { old: count, downgrade: loadFrom(listTotals, () => 'products') }),
    removeField(CustomerList, 'total', { old: count, downgrade: loadFrom(listTotals, () => 'customers') }),
    removeField(OrderList, 'total', { old: count, downgrade: loadFrom(listTotals, () => 'orders') }),
    removeField(EventList, 'total', { old: count, downgrade: loadFrom(listTotals, () => 'events') }),
    renameField(queries, 'offset', 'cursor'),
    retypeField(queries, 'cursor', {
      old: z.int().min(0).max(1_000_000_000_000),
      upgrade: toCursor,
      downgrade: (cursor) => fromCursor(String(cursor)),
    }),
  ],
})

export const payAtOnce = defineChange({
  summary: 'A payment is there when it is answered, and its status is 201 and no longer 202.',
  why: 'Since banks answer at once, nothing is left to be waited for.',
  operations: [changeStatus('POST /orders/:orderId/payments', { old: 202, current: 201 })],
})
