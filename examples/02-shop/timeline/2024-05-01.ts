import { before, defineChange, mapEnum, moveEndpoint, queryOf, renameField } from 'tidemark'
import { Address } from '../schemas/address.ts'
import { Checkout } from '../schemas/cart.ts'
import { Category } from '../schemas/category.ts'
import { Customer, CustomerPatch, NewCustomer } from '../schemas/customer.ts'
import { NewOrder, Order, OrderStatus } from '../schemas/order.ts'
import { writeNamesInCamelCase } from './2024-11-15.ts'
import { nestAddress } from './2025-03-01.ts'

export const callThemCustomers = defineChange({
  summary: 'Clients are called customers, and items products, in paths and in fields.',
  why: 'A client is also a program, and an item also a line of an order; support has asked back each time.',
  operations: [
    moveEndpoint('/clients', '/customers'),
    moveEndpoint('/items', '/products'),
    renameField(
      [
        before(Checkout, writeNamesInCamelCase),
        before(NewOrder, writeNamesInCamelCase),
        before(Order, writeNamesInCamelCase),
      ],
      'client_id',
      'customer_id',
    ),
    renameField(queryOf('GET /orders'), 'client_id', 'customer_id'),
  ],
})

export const sayStatus = defineChange({
  summary: 'The `status` of an order is a word and no longer a number.',
  why: 'The numbers had to be looked up.',
  operations: [
    mapEnum(OrderStatus, {
      pairs: [
        [0, 'pending'],
        [1, 'paid'],
        [2, 'shipped'],
        [9, 'cancelled'],
      ],
    }),
  ],
})

export const sayPostalCode = defineChange({
  summary: '`zip` is called `postal_code`.',
  why: 'Only one country has ZIP codes.',
  operations: [
    renameField(before(Address, writeNamesInCamelCase), 'zip', 'postal_code'),
    renameField(
      [
        before(Customer, nestAddress, writeNamesInCamelCase),
        before(NewCustomer, nestAddress, writeNamesInCamelCase),
        before(CustomerPatch, nestAddress, writeNamesInCamelCase),
      ],
      'zip',
      'postal_code',
    ),
  ],
})

export const nameCategories = defineChange({
  summary: 'A category has a `name` instead of a `title`.',
  why: 'All other things have names.',
  operations: [renameField(Category, 'title', 'name')],
})
