import { defineChange, mergeFields, moveEndpoint, removeEndpoint } from 'tidemark'
import { z } from 'zod'
import { Customer, CustomerPatch, NewCustomer } from '../schemas/customer.ts'

const phoneCountry = z.string().regex(/^[1-9][0-9]{0,2}$/)
const phoneNumber = z.string().regex(/^[0-9]{4,12}$/)
const split = (phone: string): { phoneCountry: string; phoneNumber: string } => {
  const [country = '', number = ''] = phone.slice(1).split(' ')
  return { phoneCountry: country, phoneNumber: number }
}

export const joinPhone = defineChange({
  summary: 'A customer has one `phone`, as in `+44 2079460001`, instead of `phoneCountry` and `phoneNumber`.',
  why: 'The two were always used together, and it was written nowhere whether the country has a plus.',
  operations: [
    mergeFields([Customer, NewCustomer], 'phone', {
      old: { phoneCountry, phoneNumber },
      merge: (old) => `+${old.phoneCountry} ${old.phoneNumber}`,
      split,
    }),
    mergeFields(CustomerPatch, 'phone', {
      old: { phoneCountry, phoneNumber },
      merge: (old) =>
        old.phoneCountry === undefined || old.phoneNumber === undefined
          ? undefined
          : `+${old.phoneCountry} ${old.phoneNumber}`,
      split,
      loss: [
        {
          direction: 'upgrade',
          what: 'Half of a phone number: to change one part, send both',
          fields: ['phoneCountry', 'phoneNumber'],
        },
      ],
    }),
  ],
})

export const exportOrders = defineChange({
  summary: 'What can be exported stands below `/exports`, and the report of sales is gone.',
  why: 'Each client wanted another report; all of them can be made of the exported orders.',
  operations: [
    moveEndpoint('GET /orders/export', 'GET /exports/orders'),
    moveEndpoint('GET /products.csv', 'GET /exports/products.csv'),
    removeEndpoint('GET /reports/sales', { instead: 'GET /exports/orders' }),
  ],
})

export const refuseLateCancels = defineChange({
  summary: 'An order that was shipped cannot be cancelled: the answer is a 409.',
  why: 'The parcel is on its way, whatever the order says.',
  operations: [],
})
