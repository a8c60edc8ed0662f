import { z } from 'zod'
import { mergeFields } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

const Price = z.object({ label: z.string(), price: z.string().regex(/^\d+ [A-Z]{3}$/) }).meta({ id: 'Price' })

export const fixture: OperationFixture = {
  operation: mergeFields(Price, 'price', {
    old: {
      amount: z.int().min(0),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
    },
    merge: ({ amount, currency = 'EUR' }) => `${amount} ${currency}`,
    split: (price) => {
      const [amount = '0', currency = 'EUR'] = price.split(' ')
      return { amount: Number(amount), ...(currency === 'EUR' ? {} : { currency }) }
    },
  }),
  schema: {
    name: 'Price',
    current: Price,
    old: {
      type: 'object',
      properties: {
        label: { type: 'string' },
        amount: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
        currency: { type: 'string', pattern: '^[A-Z]{3}$' },
      },
      required: ['label', 'amount'],
    },
    values: [
      {
        title: 'all old fields are there',
        current: { label: 'a', price: '5 USD' },
        old: { label: 'a', amount: 5, currency: 'USD' },
      },
      {
        title: 'an optional old field is not there',
        current: { label: 'a', price: '0 EUR' },
        old: { label: 'a', amount: 0 },
      },
    ],
  },
}
