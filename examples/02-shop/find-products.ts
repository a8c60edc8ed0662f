import type { Product } from './schemas/product.ts'
import type { Store } from './store.ts'

/** What products are looked for by. */
export interface ProductFilter {
  readonly status?: string | undefined
  readonly category?: string | undefined
}

/** The products that a filter means. */
export function findProducts(store: Store, { status, category }: ProductFilter): readonly Product[] {
  return store.products
    .list()
    .filter(
      (product) =>
        (status === undefined || product.status === status) &&
        (category === undefined || product.categories.includes(category)),
    )
}
