import { z } from 'zod'
import { addField, custom, defineChange, responseOf } from '../../lib/index.ts'
import { toEndpoint, type RealChange } from './real-change.ts'

const Item = z
  .object({
    id: z.string(),
    object: z.literal('subscription_item'),
    created: z.int(),
    quantity: z.int(),
    current_period_end: z.int(),
    current_period_start: z.int(),
  })
  .meta({ id: 'StripeSubscriptionItem' })

const fields = {
  id: z.string(),
  object: z.literal('subscription'),
  customer: z.string(),
  items: z.object({
    object: z.literal('list'),
    data: z.array(Item).min(1),
    has_more: z.boolean(),
    url: z.string(),
  }),
  status: z.string(),
}

const Subscription = z.object(fields).meta({ id: 'StripeSubscription' })

const old = {
  id: 'sub_1MoqxHLgUG5tbmjcG8lOfx2N',
  object: 'subscription',
  customer: 'cus_NZbFQAsc0ptasX',
  status: 'active',
}
const list = {
  object: 'list',
  has_more: false,
  url: '/v1/subscription_items?subscription=sub_1MoqxHLgUG5tbmjcG8lOfx2N',
}
const item = { id: 'si_Na0zOJYhm6UPMj', object: 'subscription_item', created: 1679588735, quantity: 1 }

const current = {
  id: 'sub_1MlLi1JITzLVzkSmbGPN6d9R',
  object: 'subscription',
  customer: 'cus_NNNslJKODLsLoG',
  status: 'active',
}
const currentList = {
  object: 'list',
  has_more: false,
  url: '/v1/subscription_items?subscription=sub_1MlLi1JITzLVzkSmbGPN6d9R',
}
const currentItem = {
  id: 'si_NWOVO8ZMEsRVpj',
  object: 'subscription_item',
  created: 1678753641,
  quantity: 1,
}

/** stripe/openapi, MIT. Two fixtures, shortened: two subscriptions, the newer one with the vendor's filler numbers. */
export const change: RealChange = {
  api: 'Stripe',
  versions: ['2025-02-24.acacia', '2025-03-31.basil'],
  source:
    'https://docs.stripe.com/changelog/basil/2025-03-31/deprecate-subscription-current-period-start-and-end',
  changes: [
    defineChange({
      summary: 'A billing period is that of an item, and not that of the subscription.',
      operations: [
        addField(Item, 'current_period_start', { upgrade: 0 }),
        addField(Item, 'current_period_end', { upgrade: 0 }),
        // Custom: a field of the whole goes into each element of a list, and comes back as one of many.
        custom(Subscription, {
          old: z.object({ ...fields, current_period_end: z.int(), current_period_start: z.int() }),
          upgrade: ({ current_period_end, current_period_start, items, ...rest }) => ({
            ...rest,
            items: {
              ...items,
              data: items.data.map((one) => ({ ...one, current_period_end, current_period_start })),
            },
          }),
          downgrade: (subscription) => {
            // Which period stands for several is not published: the one that ends first, as for a cancellation.
            const [first, ...others] = subscription.items.data
            const earliest = others.reduce(
              (held, one) =>
                held === undefined || one.current_period_end < held.current_period_end ? one : held,
              first,
            )
            return {
              ...subscription,
              current_period_end: earliest?.current_period_end ?? 0,
              current_period_start: earliest?.current_period_start ?? 0,
            }
          },
          loss: 'The periods of items that end later than the first',
        }),
      ],
    }),
  ],
  endpoints: [
    toEndpoint('GET /v1/subscriptions/:id', { responses: { 200: Subscription } }),
    toEndpoint('GET /v1/subscription_items/:id', { responses: { 200: Item } }),
  ],
  bodies: [
    {
      title: 'the older fixture',
      of: responseOf('GET /v1/subscriptions/:id'),
      old: {
        ...old,
        current_period_end: 1234567890,
        current_period_start: 1234567890,
        items: { ...list, data: [item] },
      },
      current: {
        ...old,
        items: {
          ...list,
          data: [{ ...item, current_period_end: 1234567890, current_period_start: 1234567890 }],
        },
      },
      documented: 'old',
    },
    {
      title: 'the newer fixture',
      of: responseOf('GET /v1/subscriptions/:id'),
      old: {
        ...current,
        current_period_end: 976287773,
        current_period_start: 1896570518,
        items: { ...currentList, data: [currentItem] },
      },
      current: {
        ...current,
        items: {
          ...currentList,
          data: [{ ...currentItem, current_period_end: 976287773, current_period_start: 1896570518 }],
        },
      },
      documented: 'current',
    },
    {
      title: 'several periods',
      of: responseOf('GET /v1/subscriptions/:id'),
      old: {
        ...current,
        current_period_end: 20,
        current_period_start: 10,
        items: { ...currentList, data: [item, currentItem] },
      },
      current: {
        ...current,
        items: {
          ...currentList,
          data: [
            { ...item, current_period_end: 30, current_period_start: 0 },
            { ...currentItem, current_period_end: 20, current_period_start: 10 },
          ],
        },
      },
      documented: 'neither',
      direction: 'downgrade',
    },
    {
      title: 'an item by itself',
      of: responseOf('GET /v1/subscription_items/:id'),
      old: item,
      current: { ...item, current_period_end: 20, current_period_start: 10 },
      documented: 'neither',
      direction: 'downgrade',
    },
  ],
}
