import {
  before,
  changeStatus,
  defineChange,
  defineLoader,
  loadFrom,
  makeOptional,
  makeRequired,
  removeField,
  responseOf,
  unwrapBody,
} from 'tidemark'
import { z } from 'zod'
import { Address } from '../schemas/address.ts'
import { Customer, NewCustomer } from '../schemas/customer.ts'
import { Order } from '../schemas/order.ts'
import { NewProduct, Product } from '../schemas/product.ts'
import { callThemCustomers } from './2024-05-01.ts'
import { writeNamesInCamelCase } from './2024-11-15.ts'
import { nestAddress, writeIdsAsTexts } from './2025-03-01.ts'
import { readContext } from './read-context.ts'

/** Names of customers, by the numbers that were their ids then. */
const customerNames = defineLoader({
  name: 'customer names',
  load: async (numbers: readonly number[], { context }) => {
    const { customers } = readContext(context).shop.store
    const entries = numbers.flatMap((number) => {
      const customer = customers.find(`cus_${String(number)}`)
      return customer === undefined ? [] : [[number, customer.name] as const]
    })
    return Promise.resolve(new Map(entries))
  },
})

export const askForCustomers = defineChange({
  summary: 'An order has the `client_id` and no longer the `client_name`.',
  why: 'A name that had changed was wrong in all old orders.',
  operations: [
    removeField(before(Order, writeIdsAsTexts, writeNamesInCamelCase, callThemCustomers), 'client_name', {
      old: z.string(),
      after: 'client_id',
      downgrade: loadFrom(
        customerNames,
        (order) => order.client_id,
        (name) => name ?? '',
      ),
    }),
  ],
})

export const answerBarely = defineChange({
  summary: 'A client is the whole answer, and no longer stands in `client`.',
  why: 'There has never been anything beside it.',
  operations: [
    unwrapBody(
      [
        responseOf('GET /clients/:customerId'),
        responseOf('PATCH /clients/:customerId'),
        responseOf('POST /clients'),
      ],
      { from: 'client' },
    ),
  ],
})

export const answerCreated = defineChange({
  summary: 'What is created answers 201 and no longer 200.',
  why: 'So that a client can tell without looking that there is something new.',
  operations: [
    changeStatus('POST /orders', { old: 200, current: 201 }),
    changeStatus('POST /clients', { old: 200, current: 201 }),
    changeStatus('POST /items', { old: 200, current: 201 }),
  ],
})

export const weighProducts = defineChange({
  summary: 'Each product has `weight_grams`; 0 where nobody has weighed it.',
  why: 'Shipping is paid by weight.',
  operations: [
    makeRequired(
      [before(Product, writeNamesInCamelCase), before(NewProduct, writeNamesInCamelCase)],
      'weight_grams',
      { upgrade: 0 },
    ),
  ],
})

export const leaveOutRegions = defineChange({
  summary: 'An address has a `region` only where there is one; it was an empty text elsewhere.',
  why: 'Most countries have no regions in addresses.',
  operations: [
    makeOptional([Address, before(Customer, nestAddress), before(NewCustomer, nestAddress)], 'region', {
      downgrade: '',
    }),
  ],
})
