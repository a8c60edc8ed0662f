import { Type, type Static } from '@fastify/type-provider-typebox'
import { patternOf } from './ids.ts'
import type { Money } from './money.ts'

// Money is written in zod, and added to the server by the routes that use it. A reference reaches it from here.
const MoneyReference = Type.Unsafe<Money>({ $ref: 'Money#' })

const time = '2024-01-15T08:00:00Z'

export const productStatuses = ['draft', 'active', 'archived'] as const

const fields = {
  sku: Type.String({ pattern: '^[A-Z]{2}-[0-9]{3,6}$' }),
  name: Type.String({ minLength: 1 }),
  description: Type.Optional(Type.String()),
  price: MoneyReference,
  status: Type.Enum([...productStatuses]),
  categories: Type.Array(Type.String()),
  attributes: Type.Record(Type.String(), Type.String()),
  weightGrams: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
}

const example = {
  sku: 'SR-100',
  name: 'Slide rule',
  price: { amount: 4990, currency: 'EUR' },
  status: 'active',
  categories: ['slide-rules'],
  attributes: { material: 'boxwood' },
  weightGrams: 180,
}

export const Product = Type.Object(
  {
    id: Type.String({ pattern: patternOf('prd') }),
    ...fields,
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  { $id: 'Product', examples: [{ id: 'prd_1', ...example, createdAt: time, updatedAt: time }] },
)

export const NewProduct = Type.Object(fields, { $id: 'NewProduct', examples: [example] })

export const ProductPatch = Type.Partial(Type.Object(fields), {
  $id: 'ProductPatch',
  examples: [{ status: 'archived' }],
})

export const ProductList = Type.Object(
  { data: Type.Array(Product), nextCursor: Type.Unsafe<string | null>({ type: ['string', 'null'] }) },
  { $id: 'ProductList' },
)

/** How many pieces there are, and how many of them are sold already but not sent. */
export const Stock = Type.Object(
  {
    productId: Type.String({ pattern: patternOf('prd') }),
    onHand: Type.Integer({ minimum: 0 }),
    reserved: Type.Integer({ minimum: 0 }),
  },
  { $id: 'Stock', examples: [{ productId: 'prd_1', onHand: 12, reserved: 2 }] },
)

export type Product = Static<typeof Product>
export type NewProduct = Static<typeof NewProduct>
export type ProductPatch = Static<typeof ProductPatch>
export type Stock = Static<typeof Stock>
