import { z } from 'zod'
import { nestFields } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

const Place = z
  .object({ street: z.string(), city: z.string(), country: z.string().optional() })
  .meta({ id: 'Place' })
const Shop = z.object({ name: z.string(), place: Place.optional(), open: z.boolean() }).meta({ id: 'Shop' })

export const fixture: OperationFixture = {
  operation: nestFields(Shop, ['street', 'city', 'country'], 'place'),
  schema: {
    name: 'Shop',
    current: Shop,
    old: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        street: { type: 'string' },
        city: { type: 'string' },
        country: { type: 'string' },
        open: { type: 'boolean' },
      },
      required: ['name', 'open'],
      dependentRequired: { street: ['city'], city: ['street'], country: ['street', 'city'] },
    },
    values: [
      {
        title: 'all fields are there',
        current: { name: 'a', place: { street: 's', city: 'c', country: 'x' }, open: true },
        old: { name: 'a', street: 's', city: 'c', country: 'x', open: true },
      },
      {
        title: 'an optional field inside is not there',
        current: { name: 'a', place: { street: 's', city: 'c' }, open: false },
        old: { name: 'a', street: 's', city: 'c', open: false },
      },
      {
        title: 'the object is not there',
        current: { name: 'a', open: true },
        old: { name: 'a', open: true },
      },
    ],
  },
}
