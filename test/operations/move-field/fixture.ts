import { z } from 'zod'
import { moveField } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

const Parcel = z
  .object({
    id: z.string(),
    to: z.object({ street: z.string(), area: z.object({ name: z.string() }).optional() }),
    weight: z.number(),
  })
  .meta({ id: 'Parcel' })

export const fixture: OperationFixture = {
  operation: moveField(Parcel, 'area', 'to.area'),
  schema: {
    name: 'Parcel',
    current: Parcel,
    old: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        to: { type: 'object', properties: { street: { type: 'string' } }, required: ['street'] },
        area: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
        weight: { type: 'number' },
      },
      required: ['id', 'to', 'weight'],
    },
    values: [
      {
        title: 'the field is there',
        current: { id: 'a', to: { street: 's', area: { name: 'n' } }, weight: 1 },
        old: { id: 'a', to: { street: 's' }, area: { name: 'n' }, weight: 1 },
      },
      {
        title: 'the field is not there',
        current: { id: 'a', to: { street: 's' }, weight: 1 },
        old: { id: 'a', to: { street: 's' }, weight: 1 },
      },
    ],
  },
}
