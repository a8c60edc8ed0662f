import { z } from 'zod'
import { makeOptional } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

const Profile = z
  .object({ name: z.string(), nick: z.string().optional(), age: z.number().optional() })
  .meta({ id: 'Profile' })

export const fixture: OperationFixture = {
  operation: makeOptional(Profile, 'nick', { downgrade: ({ name }) => name.toLowerCase() }),
  schema: {
    name: 'Profile',
    current: Profile,
    old: {
      type: 'object',
      properties: { name: { type: 'string' }, nick: { type: 'string' }, age: { type: 'number' } },
      required: ['name', 'nick'],
    },
    values: [
      { title: 'it is there', current: { name: 'A', nick: '' }, old: { name: 'A', nick: '' } },
      {
        title: 'it is left out',
        current: { name: 'A', age: 0 },
        old: { name: 'A', nick: 'a', age: 0 },
        upgraded: { name: 'A', nick: 'a', age: 0 },
      },
    ],
  },
}
