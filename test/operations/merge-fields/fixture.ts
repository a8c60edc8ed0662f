import { z } from 'zod'
import { mergeFields } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

const Price = z
  .object({ label: z.string(), price: z.string().regex(/^(0|[1-9]\d{0,8}) (EUR|USD)$/) })
  .meta({ id: 'Price' })

export const fixture: OperationFixture = {
  operation: mergeFields(Price, 'price', {
    old: {
      amount: z.int().min(0).max(999_999_999),
      currency: z.enum(['EUR', 'USD']).optional(),
    },
    merge: ({ amount, currency = 'EUR' }) => `${amount} ${currency}`,
    split: (price) => {
      const [amount = '0', currency] = price.split(' ')
      return { amount: Number(amount), ...(currency === 'USD' ? { currency: 'USD' as const } : {}) }
    },
    loss: [{ direction: 'upgrade', what: 'Whether `currency` was left out', fields: ['currency'] }],
  }),
  schema: {
    name: 'Price',
    current: Price,
    old: {
      type: 'object',
      properties: {
        label: { type: 'string' },
        amount: { type: 'integer', minimum: 0, maximum: 999_999_999 },
        currency: { type: 'string', enum: ['EUR', 'USD'] },
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
