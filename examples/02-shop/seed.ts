import type { Category } from './schemas/category.ts'
import type { OrderStatus } from './schemas/order.ts'
import type { PaymentMethod } from './schemas/payment.ts'
import type { Store } from './store.ts'
import { toOrder } from './to-order.ts'
import type { z } from 'zod'

/** What the shop begins with. */
export const seed: {
  readonly accounts: readonly {
    readonly id: string
    readonly name: string
    readonly key: string
    readonly apiVersion: string | null
  }[]
  readonly categories: readonly Category[]
  /** Puts in products, customers, and what these have ordered. */
  fill(store: Store): void
} = {
  accounts: [
    { id: 'acc_1', name: 'Sandbox', key: 'sandbox', apiVersion: null },
    { id: 'acc_2', name: 'Observatory Gift Shop', key: 'observatory', apiVersion: '2024-02-01' },
    { id: 'acc_3', name: 'Museum of Instruments', key: 'museum', apiVersion: '2025-03-01' },
    { id: 'acc_4', name: 'Campus Store', key: 'campus', apiVersion: '2026-11-01' },
  ],
  categories: [
    {
      slug: 'instruments',
      name: 'Instruments',
      children: [
        { slug: 'slide-rules', name: 'Slide rules', children: [] },
        { slug: 'optics', name: 'Optics', children: [{ slug: 'lenses', name: 'Lenses', children: [] }] },
      ],
    },
    { slug: 'books', name: 'Books', children: [{ slug: 'tables', name: 'Tables of numbers', children: [] }] },
    { slug: 'puzzles', name: 'Puzzles', children: [] },
  ],
  fill: (store) => {
    fillProducts(store)
    fillCustomers(store)
    fillOrders(store)
  },
}

function fillProducts(store: Store): void {
  for (const [index, [sku, name, amount, weightGrams, category, material]] of products.entries()) {
    const id = store.products.nextId()
    const createdAt = toTime(Date.UTC(2024, 0, 15 + index, 8))
    store.products.put({
      id,
      sku,
      name,
      ...(index % 2 === 0 ? { description: `${name}, made of ${material}.` } : {}),
      price: { amount, currency: 'EUR' },
      status: index === products.length - 1 ? 'archived' : 'active',
      categories: [category],
      attributes: { material },
      weightGrams,
      createdAt,
      updatedAt: createdAt,
    })
    store.stock.set(id, { productId: id, onHand: 10 + index, reserved: 0 })
  }
}

function fillCustomers(store: Store): void {
  for (const [index, [name, phone, line1, city, postalCode, country, region]] of customers.entries()) {
    const createdAt = toTime(Date.UTC(2024, 1, 1 + index, 9, 30))
    const local = name.normalize('NFD').replace(/[^a-z ]/gi, '')
    store.customers.put({
      id: store.customers.nextId(),
      name,
      email: `${local.toLowerCase().replaceAll(' ', '.')}@example.com`,
      phone,
      address: { line1, city, ...(region === undefined ? {} : { region }), postalCode, country },
      marketingConsent: index % 3 === 0,
      createdAt,
      updatedAt: createdAt,
    })
  }
}

function fillOrders(store: Store): void {
  const all = store.customers.list()
  for (let index = 0; index < 24; index += 1) {
    const customer = all[index % all.length]
    if (customer === undefined) continue
    const placedAt = toTime(Date.UTC(2026, 8, 1 + index, 10))
    const status = statuses[index % statuses.length] ?? 'pending'
    const wanted = [
      { productId: `prd_${String(1 + (index % 10))}`, quantity: 1 + (index % 3) },
      ...(index % 4 === 0 ? [{ productId: `prd_${String(1 + ((index + 5) % 10))}`, quantity: 1 }] : []),
    ]
    const order = toOrder(store, {
      customer,
      currency: 'EUR',
      lines: wanted,
      tags: index % 5 === 0 ? ['gift'] : [],
      time: placedAt,
      ...(index % 6 === 0 ? { note: 'Please ring twice.' } : {}),
    })
    store.orders.put({ ...order, status })
    store.events.put({ id: store.events.nextId(), type: 'order.created', createdAt: placedAt, data: order })
    if (status === 'pending' || status === 'cancelled') continue
    store.payments.put({
      id: store.payments.nextId(),
      orderId: order.id,
      amount: order.totals.total,
      status: status === 'refunded' ? 'refunded' : 'captured',
      ...(status === 'refunded' ? { refunded: order.totals.total } : {}),
      method: methods[index % methods.length] ?? { type: 'wallet', provider: 'coinpurse' },
      createdAt: placedAt,
    })
    if (status !== 'shipped' && status !== 'delivered') continue
    store.shipments.put({
      id: store.shipments.nextId(),
      orderId: order.id,
      carrier: index % 2 === 0 ? 'dhl' : 'gls',
      service: index % 3 === 0 ? 'express' : 'standard',
      trackingNumber: `TN${String(100_000 + index)}`,
      parcel: { weightGrams: 400 + index, lengthMm: 320, widthMm: 120, heightMm: 60 },
      status: status === 'delivered' ? 'delivered' : 'in_transit',
      shippedAt: placedAt,
      createdAt: placedAt,
    })
  }
}

/** RFC 3339 in whole seconds. */
function toTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}

const statuses: readonly z.output<typeof OrderStatus>[] = [
  'pending',
  'paid',
  'shipped',
  'delivered',
  'cancelled',
  'refunded',
]

const methods: readonly PaymentMethod[] = [
  { type: 'card', brand: 'visa', last4: '4242' },
  { type: 'bank_transfer', iban: 'DE02120300000000202051' },
  { type: 'card', brand: 'amex', last4: '0005' },
  { type: 'wallet', provider: 'coinpurse' },
]

const products: readonly (readonly [
  sku: string,
  name: string,
  amount: number,
  weightGrams: number,
  category: string,
  material: string,
])[] = [
  ['SR-100', 'Slide rule', 4990, 180, 'slide-rules', 'boxwood'],
  ['SR-200', 'Circular slide rule', 3450, 90, 'slide-rules', 'brass'],
  ['OP-110', 'Pocket telescope', 12900, 640, 'optics', 'brass'],
  ['OP-120', 'Field microscope', 18900, 900, 'optics', 'steel'],
  ['LE-001', 'Condensing lens', 2250, 210, 'lenses', 'glass'],
  ['LE-002', 'Prism', 1800, 150, 'lenses', 'glass'],
  ['BK-010', 'Tables of logarithms', 1950, 520, 'tables', 'paper'],
  ['BK-020', 'Tables of primes', 1750, 480, 'tables', 'paper'],
  ['PZ-001', 'Seven bridges', 2900, 700, 'puzzles', 'beech'],
  ['PZ-002', 'Towers of eight discs', 2400, 650, 'puzzles', 'maple'],
  ['PZ-003', 'Four-colour map', 2100, 400, 'puzzles', 'paper'],
  ['OP-130', 'Camera obscura', 8900, 1500, 'optics', 'walnut'],
]

const customers: readonly (readonly [
  name: string,
  phone: string,
  line1: string,
  city: string,
  postalCode: string,
  country: string,
  region?: string,
])[] = [
  ['Ada Lovelace', '+44 2079460001', '12 St James Square', 'London', 'SW1Y 4JH', 'GB'],
  ['Hypatia', '+20 34839999', '1 Library Road', 'Alexandria', '21526', 'EG'],
  ['Alan Turing', '+44 1908640404', '2 Bletchley Park', 'Milton Keynes', 'MK3 6EB', 'GB', 'Buckinghamshire'],
  ['Grace Hopper', '+1 2125550117', '7 Navy Yard', 'New York', '11205', 'US', 'NY'],
  ['Emmy Noether', '+49 5513900', '3 Bunsenstrasse', 'Göttingen', '37073', 'DE'],
  ['Kurt Gödel', '+1 6095550134', '145 Linden Lane', 'Princeton', '08540', 'US', 'NJ'],
  ['Sofia Kovalevskaya', '+46 8162000', '5 Sturegatan', 'Stockholm', '11435', 'SE'],
  ['Srinivasa Ramanujan', '+91 4352401', '17 Sarangapani Street', 'Kumbakonam', '612001', 'IN', 'Tamil Nadu'],
  ['Maryam Mirzakhani', '+1 6505550188', '450 Serra Mall', 'Stanford', '94305', 'US', 'CA'],
  ['Leonhard Euler', '+41 612671111', '4 Rittergasse', 'Basel', '4051', 'CH'],
]
