import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@fastify/type-provider-typebox'
import { Readable } from 'node:stream'
import { findProducts } from '../find-products.ts'
import { paginate } from '../paginate.ts'
import { refuse } from '../refuse.ts'
import { patternOf } from '../schemas/ids.ts'
import { pageLength } from '../schemas/page.ts'
import { formatMoney } from '../format-money.ts'
import { errors } from '../schemas/problem.ts'
import { NewProduct, Product, ProductList, ProductPatch, productStatuses, Stock } from '../schemas/product.ts'
import type { Shop } from '../shop.ts'

const params = Type.Object({ productId: Type.String({ pattern: patternOf('prd') }) })

const ProductQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: pageLength })),
  cursor: Type.Optional(Type.String({ pattern: '^p[0-9a-z]{1,8}$' })),
  status: Type.Optional(Type.Enum([...productStatuses])),
  category: Type.Optional(Type.String()),
})

/** Products and how many of them there are, in TypeBox. */
export const productRoutes: FastifyPluginCallbackTypebox<{ shop: Shop }> = (app, { shop }, done) => {
  const { products, stock } = shop.store
  const find = (id: string): Product => products.find(id) ?? refuse(404, `There is no product ${id}.`)

  app.get(
    '/products',
    {
      schema: {
        operationId: 'listProducts',
        tags: ['products'],
        querystring: ProductQuery,
        response: { 200: ProductList, ...errors },
      },
    },
    ({ query }) => paginate(findProducts(shop.store, query), query),
  )

  app.post(
    '/products',
    {
      schema: {
        operationId: 'createProduct',
        tags: ['products'],
        body: NewProduct,
        response: { 201: Product, ...errors },
      },
    },
    ({ body }, reply) => {
      if (products.list().some(({ sku }) => sku === body.sku))
        refuse(409, `There is a product ${body.sku} already.`)
      const time = shop.now()
      const id = products.nextId()
      stock.set(id, { productId: id, onHand: 0, reserved: 0 })
      return reply.code(201).send(products.put({ id, ...toFields(body), createdAt: time, updatedAt: time }))
    },
  )

  app.get(
    '/products/:productId',
    {
      schema: {
        operationId: 'getProduct',
        tags: ['products'],
        params,
        response: { 200: Product, ...errors },
      },
    },
    ({ params }) => find(params.productId),
  )

  app.patch(
    '/products/:productId',
    {
      schema: {
        operationId: 'updateProduct',
        tags: ['products'],
        params,
        body: ProductPatch,
        response: { 200: Product, ...errors },
      },
    },
    ({ params, body }) => {
      const product = find(params.productId)
      return products.put({
        ...product,
        ...toFields({ ...product, ...body }),
        updatedAt: shop.now(),
      })
    },
  )

  app.delete(
    '/products/:productId',
    {
      schema: {
        operationId: 'deleteProduct',
        tags: ['products'],
        params,
        response: { 204: { type: 'null', description: 'It is gone.' }, ...errors },
      },
    },
    ({ params }, reply) => {
      const { id } = find(params.productId)
      const isOrdered = shop.store.orders
        .list()
        .some(({ lines }) => lines.some(({ productId }) => productId === id))
      if (isOrdered) refuse(409, `The product ${id} was ordered; archive it.`)
      products.remove(id)
      stock.delete(id)
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/products/:productId/stock',
    {
      schema: { operationId: 'getStock', tags: ['products'], params, response: { 200: Stock, ...errors } },
    },
    ({ params }) => stock.get(find(params.productId).id) ?? refuse(404, 'Nothing is known of its stock.'),
  )

  app.put(
    '/products/:productId/stock',
    {
      schema: {
        operationId: 'setStock',
        tags: ['products'],
        params,
        body: Type.Object(
          { onHand: Type.Integer({ minimum: 0 }) },
          { $id: 'StockCount', examples: [{ onHand: 12 }] },
        ),
        response: { 200: Stock, ...errors },
      },
    },
    ({ params, body }) => {
      const { id } = find(params.productId)
      const counted = { productId: id, onHand: body.onHand, reserved: stock.get(id)?.reserved ?? 0 }
      stock.set(id, counted)
      return counted
    },
  )

  app.get(
    '/exports/products.csv',
    {
      schema: {
        operationId: 'exportProducts',
        tags: ['exports'],
        response: {
          200: {
            description: 'All products, a line for each',
            content: { 'text/csv': { schema: Type.String() } },
          },
          ...errors,
        },
      },
    },
    (_request, reply) => {
      const lines = products
        .list()
        .map(({ id, sku, name, price }) => `${[id, sku, `"${name}"`, formatMoney(price)].join(',')}\r\n`)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="products.csv"')
        .send(Readable.from(['id,sku,name,price\r\n', ...lines]))
    },
  )

  done()
}

/** What a client may say of a product, and nothing that it says besides. */
function toFields(body: NewProduct): NewProduct {
  const { sku, name, description, price, status, categories, attributes, weightGrams } = body
  return {
    sku,
    name,
    ...(description === undefined ? {} : { description }),
    price,
    status,
    categories,
    attributes,
    weightGrams,
  }
}
