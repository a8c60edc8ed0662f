import type { FastifyPluginCallback } from 'fastify'
import { refuse } from '../refuse.ts'
import { Category } from '../schemas/category.ts'
import { errors } from '../schemas/problem.ts'
import type { Shop } from '../shop.ts'

/** Groups of products, in plain JSON Schema. */
export const categoryRoutes: FastifyPluginCallback<{ shop: Shop }> = (app, { shop }, done) => {
  app.addSchema(Category)

  app.get(
    '/categories',
    {
      schema: {
        operationId: 'listCategories',
        tags: ['products'],
        response: {
          200: {
            $id: 'CategoryList',
            type: 'object',
            required: ['data'],
            properties: { data: { type: 'array', items: { $ref: 'Category#' } } },
          },
          ...errors,
        },
      },
    },
    () => ({ data: shop.store.categories }),
  )

  app.get<{ Params: { slug: string } }>(
    '/categories/:slug',
    {
      schema: {
        operationId: 'getCategory',
        tags: ['products'],
        params: { type: 'object', required: ['slug'], properties: { slug: { type: 'string' } } },
        response: { 200: { $ref: 'Category#' }, ...errors },
      },
    },
    ({ params }) =>
      findCategory(shop.store.categories, params.slug) ?? refuse(404, `There is no category ${params.slug}.`),
  )

  done()
}

function findCategory(categories: readonly Category[], slug: string): Category | undefined {
  for (const category of categories) {
    const found = category.slug === slug ? category : findCategory(category.children, slug)
    if (found !== undefined) return found
  }
  return undefined
}
