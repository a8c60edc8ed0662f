import type { Order, OrderQuery } from './schemas/order.ts'
import type { Store } from './store.ts'

/** What orders are looked for by. */
export type OrderFilter = Pick<OrderQuery, 'status' | 'customerId' | 'placedFrom'>

/** The orders that a filter means, the newest first. */
export function findOrders(store: Store, { status, customerId, placedFrom }: OrderFilter): readonly Order[] {
  return store.orders
    .list()
    .filter(
      (order) =>
        (status === undefined || order.status === status) &&
        (customerId === undefined || order.customerId === customerId) &&
        (placedFrom === undefined || order.placedAt >= placedFrom),
    )
    .toReversed()
}
