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
      config: { versions: '>=2024-08-01' },
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

  // No transform makes the flat list that there was: this handler speaks the last version that had it, 2024-05-01.
  app.get(
    '/categories',
    {
      config: { versions: '<2024-08-01' },
      schema: {
        operationId: 'listCategories',
        tags: ['products'],
        response: { 200: { type: 'array', items: { $ref: 'Category#' } }, ...errors },
      },
    },
    () => shop.store.categories.flatMap(listAll),
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

/** A category and all that are below it. */
function listAll(category: Category): readonly Category[] {
  return [category, ...category.children.flatMap(listAll)]
}

function findCategory(categories: readonly Category[], slug: string): Category | undefined {
  for (const category of categories) {
    const found = category.slug === slug ? category : findCategory(category.children, slug)
    if (found !== undefined) return found
  }
  return undefined
}
