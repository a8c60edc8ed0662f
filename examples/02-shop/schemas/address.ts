import { z } from 'zod'

export const Address = z
  .object({
    line1: z.string().min(1),
    line2: z.string().optional(),
    city: z.string().min(1),
    region: z.string().optional(),
    postalCode: z.string().min(1),
    country: z.string().regex(/^[A-Z]{2}$/),
  })
  .meta({
    id: 'Address',
    examples: [{ line1: '12 St James Square', city: 'London', postalCode: 'SW1Y 4JH', country: 'GB' }],
  })

export type Address = z.output<typeof Address>
