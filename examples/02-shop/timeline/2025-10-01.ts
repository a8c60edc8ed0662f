import { custom, defineChange, moveField } from 'tidemark'
import { z } from 'zod'
import { Currency, Money } from '../schemas/money.ts'
import { NewShipment, Shipment } from '../schemas/shipment.ts'
import { formatMoney } from '../format-money.ts'

export const countMoney = defineChange({
  summary:
    'Money is an `amount` in the smallest unit of its `currency`, and no longer a text such as `49.90 EUR`.',
  why: 'Texts were taken apart by every client, and some of them calculated with floating-point numbers.',
  operations: [
    custom(Money, {
      old: z.string().regex(/^(?:0|[1-9][0-9]{0,9})\.[0-9]{2} (?:EUR|GBP|USD)$/),
      upgrade: (text) => {
        const [number = '', currency] = text.split(' ')
        return { amount: Number(number.replace('.', '')), currency: Currency.parse(currency) }
      },
      downgrade: formatMoney,
      describe: {
        old: ['49.90 EUR'],
        current: ['amount: 4990, currency: EUR'],
        note: 'an object',
        task: 'Read and send money as `{ "amount": 4990, "currency": "EUR" }`.',
      },
    }),
  ],
  examples: [
    { of: Money, old: '49.90 EUR', current: { amount: 4990, currency: 'EUR' } },
    { of: Money, old: '0.05 GBP', current: { amount: 5, currency: 'GBP' } },
  ],
})

export const measureParcels = defineChange({
  summary: 'The weight of a shipment stands in its `parcel`, beside the sizes.',
  why: 'Carriers ask for both together.',
  operations: [moveField([Shipment, NewShipment], 'weightGrams', 'parcel.weightGrams')],
})
