import type { Customer } from './schemas/customer.ts'
import type { Store } from './store.ts'

/** The customers that a filter means. */
export function findCustomers(
  store: Store,
  { email }: { readonly email?: string | undefined },
): readonly Customer[] {
  return store.customers.list().filter((customer) => email === undefined || customer.email === email)
}
