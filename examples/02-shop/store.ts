import type { Account } from './schemas/account.ts'
import type { Cart } from './schemas/cart.ts'
import type { Category } from './schemas/category.ts'
import type { Customer } from './schemas/customer.ts'
import type { Event } from './schemas/event.ts'
import type { Prefix } from './schemas/ids.ts'
import type { Order } from './schemas/order.ts'
import type { Payment, Refund } from './schemas/payment.ts'
import type { Product, Stock } from './schemas/product.ts'
import type { Shipment } from './schemas/shipment.ts'
import type { Delivery, Webhook } from './schemas/webhook.ts'
import { seed } from './seed.ts'

/** Rows of one kind, by id, in the order in which they were added. */
export interface Table<Row extends { readonly id: string }> {
  list(): readonly Row[]
  find(id: string): Row | undefined
  /** An id that no row has had. */
  nextId(): string
  /** Adds a row, or puts another one in the place of the row with its id. */
  put(row: Row): Row
  remove(id: string): void
}

/** Everything that the shop knows, in memory. */
export interface Store {
  readonly accounts: Table<Account>
  readonly carts: Table<Cart>
  readonly customers: Table<Customer>
  readonly deliveries: Table<Delivery & { readonly webhookId: string }>
  readonly events: Table<Event>
  readonly items: Pick<Table<{ readonly id: string }>, 'nextId'>
  readonly orders: Table<Order>
  readonly payments: Table<Payment>
  readonly products: Table<Product>
  readonly refunds: Table<Refund>
  readonly shipments: Table<Shipment>
  readonly webhooks: Table<Webhook>
  readonly categories: readonly Category[]
  /** Account ids by API key. */
  readonly keys: ReadonlyMap<string, string>
  /** How much there is of each product, by its id. */
  readonly stock: Map<string, Stock>
  /** Order ids by the key under which the client has placed them. */
  readonly placed: Map<string, string>
}

/** A store that holds the same rows each time. */
export function openStore(): Store {
  const store: Store = {
    accounts: openTable('acc'),
    carts: openTable('crt'),
    customers: openTable('cus'),
    deliveries: openTable('dlv'),
    events: openTable('evt'),
    items: countIds('itm'),
    orders: openTable('ord'),
    payments: openTable('pay'),
    products: openTable('prd'),
    refunds: openTable('ref'),
    shipments: openTable('shp'),
    webhooks: openTable('whk'),
    categories: seed.categories,
    keys: new Map(seed.accounts.map(({ key, id }) => [key, id])),
    stock: new Map(),
    placed: new Map(),
  }
  for (const { id, name, apiVersion } of seed.accounts) store.accounts.put({ id, name, apiVersion })
  seed.fill(store)
  return store
}

function openTable<Row extends { readonly id: string }>(prefix: Prefix): Table<Row> {
  const rows = new Map<string, Row>()
  const ids = countIds(prefix)
  return {
    list: () => [...rows.values()],
    find: (id) => rows.get(id),
    nextId: () => ids.nextId(),
    put: (row) => {
      rows.set(row.id, row)
      return row
    },
    remove: (id) => {
      rows.delete(id)
    },
  }
}

function countIds(prefix: Prefix): { nextId(): string } {
  let count = 0
  return {
    nextId: () => {
      count += 1
      return `${prefix}_${String(count)}`
    },
  }
}
