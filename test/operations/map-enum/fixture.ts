import { z } from 'zod'
import { mapEnum } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

const Ticket = z
  .object({
    id: z.string(),
    state: z.enum(['open', 'closed', 'blocked']).nullable(),
    stars: z.int().optional(),
  })
  .meta({ id: 'Ticket' })

export const fixture: OperationFixture = {
  operation: mapEnum(Ticket, 'state', {
    pairs: [
      [1, 'open'],
      [0, 'closed'],
      [null, null],
    ],
    downgradeOnly: [['blocked', 1]],
    upgradeOnly: [[2, 'closed']],
  }),
  schema: {
    name: 'Ticket',
    current: Ticket,
    old: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        state: { type: ['integer', 'null'], enum: [1, 0, null, 2] },
        stars: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
      },
      required: ['id', 'state'],
    },
    values: [
      { title: 'a value with a pair', current: { id: 'a', state: 'open' }, old: { id: 'a', state: 1 } },
      {
        title: 'a value whose old one is falsy',
        current: { id: 'a', state: 'closed', stars: 0 },
        old: { id: 'a', state: 0, stars: 0 },
      },
      { title: 'null', current: { id: 'a', state: null }, old: { id: 'a', state: null } },
      {
        title: 'a value that is new',
        current: { id: 'a', state: 'blocked' },
        old: { id: 'a', state: 1 },
        upgraded: { id: 'a', state: 'open' },
      },
      {
        title: 'an old value that is gone',
        current: { id: 'a', state: 'closed' },
        old: { id: 'a', state: 2 },
        direction: 'upgrade',
      },
    ],
  },
}
