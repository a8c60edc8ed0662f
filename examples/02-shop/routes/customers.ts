import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findCustomers } from '../find-customers.ts'
import { findOrders } from '../find-orders.ts'
import { paginate } from '../paginate.ts'
import { refuse } from '../refuse.ts'
import { Customer, CustomerId, CustomerList, CustomerPatch, NewCustomer } from '../schemas/customer.ts'
import { OrderList } from '../schemas/order.ts'
import { pageQuery } from '../schemas/page.ts'
import { errors } from '../schemas/problem.ts'
import type { Shop } from '../shop.ts'

const params = z.object({ customerId: CustomerId })
const tags = ['customers']

/** Customers, in zod. */
export const customerRoutes: FastifyPluginCallbackZod<{ shop: Shop }> = (app, { shop }, done) => {
  const { customers } = shop.store
  const find = (id: string): Customer => customers.find(id) ?? refuse(404, `There is no customer ${id}.`)

  app.get(
    '/customers',
    {
      schema: {
        operationId: 'listCustomers',
        tags,
        querystring: z.object({ ...pageQuery, email: z.email().optional() }),
        response: { 200: CustomerList, ...errors },
      },
    },
    ({ query }) => paginate(findCustomers(shop.store, query), query),
  )

  app.post(
    '/customers',
    {
      schema: {
        operationId: 'createCustomer',
        tags,
        body: NewCustomer,
        response: { 201: Customer, ...errors },
      },
    },
    ({ body }, reply) => {
      if (customers.list().some(({ email }) => email === body.email))
        refuse(409, `There is a customer with the address ${body.email} already.`)
      const time = shop.now()
      const id = customers.nextId()
      void reply.code(201).send(customers.put({ id, ...toFields(body), createdAt: time, updatedAt: time }))
    },
  )

  app.get(
    '/customers/:customerId',
    { schema: { operationId: 'getCustomer', tags, params, response: { 200: Customer, ...errors } } },
    ({ params }) => find(params.customerId),
  )

  app.patch(
    '/customers/:customerId',
    {
      schema: {
        operationId: 'updateCustomer',
        tags,
        params,
        body: CustomerPatch,
        response: { 200: Customer, ...errors },
      },
    },
    ({ params, body }) => {
      const customer = find(params.customerId)
      const { name, email, phone, address, marketingConsent } = body
      return customers.put({
        ...customer,
        ...toFields({
          name: name ?? customer.name,
          email: email ?? customer.email,
          phone: phone ?? customer.phone,
          address: address ?? customer.address,
          marketingConsent: marketingConsent ?? customer.marketingConsent,
        }),
        updatedAt: shop.now(),
      })
    },
  )

  app.delete(
    '/customers/:customerId',
    {
      schema: {
        operationId: 'deleteCustomer',
        tags,
        params,
        response: { 204: z.null().describe('They are gone.'), ...errors },
      },
    },
    ({ params }, reply) => {
      const { id } = find(params.customerId)
      if (findOrders(shop.store, { customerId: id }).length > 0) refuse(409, `The customer ${id} has orders.`)
      customers.remove(id)
      void reply.code(204).send(null)
    },
  )

  app.get(
    '/customers/:customerId/orders',
    {
      schema: {
        operationId: 'listOrdersOfCustomer',
        tags,
        params,
        querystring: z.object(pageQuery),
        response: { 200: OrderList, ...errors },
      },
    },
    ({ params, query }) =>
      paginate(findOrders(shop.store, { customerId: find(params.customerId).id }), query),
  )

  done()
}

/** What a client may say of a customer, and nothing that it says besides. */
function toFields({ name, email, phone, address, marketingConsent }: NewCustomer): NewCustomer {
  const { line1, line2, city, region, postalCode, country } = address
  return {
    name,
    email,
    phone,
    address: {
      line1,
      ...(line2 === undefined ? {} : { line2 }),
      city,
      ...(region === undefined ? {} : { region }),
      postalCode,
      country,
    },
    marketingConsent,
  }
}
