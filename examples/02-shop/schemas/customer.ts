import { z } from 'zod'
import { Address } from './address.ts'
import { idOf, Time } from './ids.ts'

export const CustomerId = idOf('cus')

/** The country's calling code, a space, and the number. */
export const Phone = z.string().regex(/^\+[1-9][0-9]{0,2} [0-9]{4,12}$/)

const fields = {
  name: z.string().min(1),
  email: z.email(),
  phone: Phone,
  address: Address,
}

const example = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  phone: '+44 2079460001',
  address: { line1: '12 St James Square', city: 'London', postalCode: 'SW1Y 4JH', country: 'GB' },
}

export const Customer = z
  .object({
    id: CustomerId,
    ...fields,
    marketingConsent: z.boolean(),
    createdAt: Time,
    updatedAt: Time,
  })
  .meta({
    id: 'Customer',
    examples: [
      {
        id: 'cus_1',
        ...example,
        marketingConsent: false,
        createdAt: '2024-01-15T08:00:00Z',
        updatedAt: '2024-01-15T08:00:00Z',
      },
    ],
  })

export const NewCustomer = z
  .object({ ...fields, marketingConsent: z.boolean().default(false) })
  .meta({ id: 'NewCustomer', examples: [{ ...example, marketingConsent: true }] })

export const CustomerPatch = z
  .object({ ...fields, marketingConsent: z.boolean() })
  .partial()
  .meta({ id: 'CustomerPatch', examples: [{ email: 'countess@example.com' }] })

export const CustomerList = z
  .object({ data: z.array(Customer), nextCursor: z.string().nullable() })
  .meta({ id: 'CustomerList' })

export type Customer = z.output<typeof Customer>
export type NewCustomer = z.output<typeof NewCustomer>
export type CustomerPatch = z.output<typeof CustomerPatch>
