import { defineLoader, type LoadContext } from 'tidemark'
import { findCustomers } from '../find-customers.ts'
import { findOrders } from '../find-orders.ts'
import { findProducts } from '../find-products.ts'
import { readContext } from './read-context.ts'

/** How many entries a list has in all: only old versions tell, so only their clients make us count. */
export const listTotals = defineLoader({
  name: 'list totals',
  load: async (lists: readonly List[], { context }: LoadContext) => {
    const { shop, query, params } = readContext(context)
    const { store } = shop
    const count: Readonly<Record<List, () => number>> = {
      customers: () => findCustomers(store, query).length,
      events: () => store.events.list().length,
      orders: () => findOrders(store, { ...query, ...params }).length,
      products: () => findProducts(store, query).length,
    }
    return Promise.resolve(new Map(lists.map((list) => [list, count[list]()])))
  },
})

type List = 'customers' | 'events' | 'orders' | 'products'
