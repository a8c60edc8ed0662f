import { z } from 'zod'
import { addField } from '../../../lib/operations/index.ts'
import { queryOf } from '../../../lib/schema/endpoint-part.ts'
import type { OperationFixture } from '../fixture.ts'

const Account = z
  .object({ id: z.string(), seats: z.number(), plan: z.enum(['free', 'team']), note: z.string().optional() })
  .meta({ id: 'Account' })
const AccountQuery = z.object({ seats: z.number(), plan: z.enum(['free', 'team']) })
const accounts = queryOf('GET /accounts', AccountQuery)

export const fixture: OperationFixture = {
  operation: addField([Account, accounts], 'plan', {
    upgrade: ({ seats }) => (seats > 1 ? 'team' : 'free'),
  }),
  schema: {
    name: 'Account',
    current: Account,
    old: {
      type: 'object',
      properties: { id: { type: 'string' }, seats: { type: 'number' }, note: { type: 'string' } },
      required: ['id', 'seats'],
    },
    values: [
      {
        title: 'what the old message says leads to the value',
        current: { id: 'a', seats: 5, plan: 'team' },
        old: { id: 'a', seats: 5 },
      },
      {
        title: 'a value that the old message cannot say',
        current: { id: 'a', seats: 5, plan: 'free', note: '' },
        old: { id: 'a', seats: 5, note: '' },
        upgraded: { id: 'a', seats: 5, plan: 'team', note: '' },
      },
    ],
  },
  parts: [
    {
      target: accounts,
      current: AccountQuery,
      old: { type: 'object', properties: { seats: { type: 'number' } }, required: ['seats'] },
      values: [{ title: 'a parameter', current: { seats: 1, plan: 'free' }, old: { seats: 1 } }],
    },
  ],
}
