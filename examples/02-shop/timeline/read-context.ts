import type { OrderFilter } from '../find-orders.ts'
import type { Shop } from '../shop.ts'

/** What a loader of this service finds in its context: the request, or what a webhook is sent with. */
export interface LoaderContext {
  readonly shop: Shop
  readonly query?: OrderFilter & { readonly email?: string; readonly category?: string }
  readonly params?: { readonly customerId?: string }
}

/** The context that a loader is given. Nobody calls one without a shop: that would be a mistake of this program. */
export function readContext(context: unknown): LoaderContext & Required<Pick<LoaderContext, 'query'>> {
  if (typeof context !== 'object' || context === null || !('shop' in context)) {
    throw new Error('A loader was called without a shop.')
  }
  return { query: {}, ...pick(context as LoaderContext) }
}

/** A request is no plain object: what is wanted of it is read by name. */
function pick({ shop, query, params }: LoaderContext): LoaderContext {
  return { shop, ...(query === undefined ? {} : { query }), ...(params === undefined ? {} : { params }) }
}
