import { z } from 'zod'
import { addField, defineChange, loadFrom, removeField, responseOf } from '../../lib/index.ts'
import { recordLoader, toEndpoint, type RealChange } from './real-change.ts'

const PaymentIntent = z
  .object({
    id: z.string(),
    object: z.literal('payment_intent'),
    amount: z.int(),
    amount_received: z.int(),
    currency: z.string(),
    latest_charge: z.string().nullable(),
    livemode: z.boolean(),
    metadata: z.record(z.string(), z.string()),
    status: z.string(),
  })
  .meta({ id: 'StripePaymentIntent' })

const Charge = z.object({ id: z.string(), object: z.literal('charge') }).meta({ id: 'StripeCharge' })

const Charges = z.object({
  data: z.array(Charge),
  has_more: z.boolean(),
  object: z.literal('list'),
  url: z.string(),
})

const charges = recordLoader<string, readonly z.output<typeof Charge>[]>('charges', [], [])

const payment = {
  object: 'payment_intent',
  amount: 1099,
  amount_received: 0,
  currency: 'usd',
  livemode: false,
  metadata: {},
  status: 'requires_payment_method',
}

const toOld = (id: string): Readonly<Record<string, unknown>> => ({
  id,
  ...payment,
  charges: { data: [], has_more: false, object: 'list', url: `/v1/charges?payment_intent=${id}` },
})

const toCurrent = (id: string): Readonly<Record<string, unknown>> => ({ id, ...payment, latest_charge: null })

/** stripe/openapi, MIT. The fixtures of 2020 and 2023, shortened: two payments, both without a charge. */
export const change: RealChange = {
  api: 'Stripe',
  versions: ['2022-08-01', '2022-11-15'],
  source: 'https://docs.stripe.com/changelog/2022-11-15/removes-charges-attribute-paymentintent',
  changes: [
    defineChange({
      summary: 'A payment has the id of its latest charge in place of all its charges.',
      operations: [
        addField(PaymentIntent, 'latest_charge', { upgrade: null }),
        removeField(PaymentIntent, 'charges', {
          old: Charges,
          downgrade: loadFrom(
            charges.loader,
            ({ id }) => id,
            (found = [], { id }) => ({
              data: [...found],
              has_more: false,
              object: 'list' as const,
              url: `/v1/charges?payment_intent=${id}`,
            }),
          ),
        }),
      ],
    }),
  ],
  endpoints: [
    toEndpoint('GET /v1/payment_intents/:id', { responses: { 200: PaymentIntent } }),
    toEndpoint('GET /v1/payment_intents', {
      responses: { 200: z.object({ object: z.literal('list'), data: z.array(PaymentIntent) }) },
    }),
  ],
  bodies: [
    {
      title: 'the newer fixture',
      of: responseOf('GET /v1/payment_intents/:id'),
      old: toOld('pi_1MoS6fLgUG5tbmjca6AdBPsl'),
      current: toCurrent('pi_1MoS6fLgUG5tbmjca6AdBPsl'),
      documented: 'current',
      loads: { downgrade: { charges: ['pi_1MoS6fLgUG5tbmjca6AdBPsl'] } },
    },
    {
      title: 'the older fixture',
      of: responseOf('GET /v1/payment_intents/:id'),
      old: toOld('pi_1G0BjMCUWYAkgf14rURpTNCq'),
      current: toCurrent('pi_1G0BjMCUWYAkgf14rURpTNCq'),
      documented: 'old',
      loads: { downgrade: { charges: ['pi_1G0BjMCUWYAkgf14rURpTNCq'] } },
    },
    {
      title: 'a page of payments: one call',
      of: responseOf('GET /v1/payment_intents'),
      old: {
        object: 'list',
        data: [toOld('pi_1MoS6fLgUG5tbmjca6AdBPsl'), toOld('pi_1G0BjMCUWYAkgf14rURpTNCq')],
      },
      current: {
        object: 'list',
        data: [toCurrent('pi_1MoS6fLgUG5tbmjca6AdBPsl'), toCurrent('pi_1G0BjMCUWYAkgf14rURpTNCq')],
      },
      documented: 'neither',
      loads: { downgrade: { charges: ['pi_1MoS6fLgUG5tbmjca6AdBPsl', 'pi_1G0BjMCUWYAkgf14rURpTNCq'] } },
    },
  ],
  loaders: [charges],
}
