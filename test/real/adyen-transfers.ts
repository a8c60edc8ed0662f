import { z } from 'zod'
import {
  addEndpoint,
  defineChange,
  loadFrom,
  moveEndpoint,
  removeField,
  requestOf,
  responseOf,
} from '../../lib/index.ts'
import { recordLoader, toEndpoint, type RealChange } from './real-change.ts'

const transfer = 'POST /balanceTransfers'
const companies = 'GET /balanceOverview/companies/:companyAccountCode/balances'
const merchants = 'GET /balanceOverview/merchants/:merchantAccountCode/balances'

const Amount = z.object({ currency: z.string(), value: z.int() })
const Type = z.enum(['tax', 'fee', 'terminalSale', 'credit', 'debit', 'adjustment'])

const Request = z
  .object({
    amount: Amount,
    fromMerchant: z.string(),
    reference: z.string().optional(),
    toMerchant: z.string(),
    type: Type,
  })
  .meta({ id: 'AdyenTransferRequest' })

const Response = z
  .object({ createdAt: z.string(), pspReference: z.string() })
  .meta({ id: 'AdyenTransferResponse' })

const sent: z.output<typeof Request> = {
  amount: { currency: 'EUR', value: 3000 },
  fromMerchant: 'SOURCE_MERCHANT_ACCOUNT',
  reference: 'Your reference for the balance transfer.',
  toMerchant: 'DESTINATION_MERCHANT_ACCOUNT',
  type: 'adjustment',
}
const answer = { createdAt: '2025-10-27T07:06:15+00:00', pspReference: '993617895204576J' }

// What the old answer repeats is in the request. A loader is the only way to it: on Fastify, its `context` is the
// request; here it knows the transfer by the reference of the answer.
const transfers = recordLoader<string, z.output<typeof Request>>(
  'transfers',
  [[answer.pspReference, sent]],
  sent,
)

const toSource = <Name extends keyof z.output<typeof Request>>(name: Name) =>
  loadFrom(
    transfers.loader,
    ({ pspReference }: z.output<typeof Response>) => pspReference,
    (found) => found?.[name],
  )

const old = {
  amount: { value: 50000, currency: 'EUR' },
  fromMerchant: 'MerchantAccount_NL',
  toMerchant: 'MerchantAccount_DE',
  type: 'debit',
}

/** Adyen/adyen-openapi, MIT. */
export const change: RealChange = {
  api: 'Adyen Balance Control',
  versions: ['v1', 'v2'],
  source: 'https://github.com/Adyen/adyen-openapi/tree/main/json',
  changes: [
    defineChange({
      summary: 'A transfer is answered with a receipt, which does not repeat it.',
      operations: [
        moveEndpoint('/balanceTransfer', '/balanceTransfers'),
        addEndpoint(companies),
        addEndpoint(merchants),
        removeField(Request, 'description', { old: z.string().max(140), required: false }),
        removeField(Response, 'amount', { old: Amount, downgrade: toSource('amount') }),
        removeField(Response, 'fromMerchant', { old: z.string(), downgrade: toSource('fromMerchant') }),
        removeField(Response, 'toMerchant', { old: z.string(), downgrade: toSource('toMerchant') }),
        removeField(Response, 'type', { old: Type, downgrade: toSource('type') }),
        removeField(Response, 'reference', { old: z.string().optional(), downgrade: toSource('reference') }),
        removeField(Response, 'description', { old: z.string().max(140).optional() }),
        removeField(Response, 'status', {
          old: z.enum(['error', 'failed', 'notEnoughBalance', 'transferred']),
          downgrade: 'transferred',
        }),
      ],
    }),
  ],
  endpoints: [
    toEndpoint(transfer, { body: Request, responses: { 200: Response } }),
    toEndpoint(companies, {}),
    toEndpoint(merchants, {}),
  ],
  bodies: [
    {
      title: 'the older example',
      of: requestOf(transfer),
      old: { ...old, description: 'Your description for the transfer' },
      current: old,
      documented: 'old',
      direction: 'upgrade',
    },
    {
      title: 'the newer example',
      of: requestOf(transfer),
      old: sent,
      current: sent,
      documented: 'current',
    },
    {
      title: 'the older receipt',
      of: responseOf(transfer),
      old: {
        ...old,
        createdAt: '2022-01-24T14:59:11+01:00',
        description: 'Your description for the transfer',
        reference: 'Unique reference for the transfer',
        pspReference: '8816080397613514',
        status: 'transferred',
      },
      current: { createdAt: '2022-01-24T14:59:11+01:00', pspReference: '8816080397613514' },
      documented: 'old',
      direction: 'upgrade',
    },
    {
      title: 'the newer receipt, of the newer example',
      of: responseOf(transfer),
      old: { ...sent, ...answer, status: 'transferred' },
      current: answer,
      documented: 'current',
      loads: { downgrade: { transfers: [answer.pspReference] } },
    },
  ],
  addresses: {
    [transfer]: 'POST /balanceTransfer',
    [companies]: undefined,
    [merchants]: undefined,
  },
  loaders: [transfers],
}
