import { z } from 'zod'

export const currencies = ['EUR', 'GBP', 'USD'] as const

/** An ISO 4217 code. */
export const Currency = z.enum(currencies).meta({ id: 'Currency', examples: ['EUR'] })

/** What an amount can be at most. */
export const maximalAmount = 999_999_999_999

/** An amount in the smallest unit of its currency: cents, pence. */
export const Money = z
  .object({ amount: z.int().min(0).max(maximalAmount), currency: Currency })
  .meta({ id: 'Money', examples: [{ amount: 4990, currency: 'EUR' }] })

export type Money = z.output<typeof Money>
