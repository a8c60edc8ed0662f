import { z } from 'zod'
import { splitField } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

const Person = z
  .object({
    id: z.string(),
    first: z.string().regex(/^[^ ]*$/),
    last: z.string().optional(),
    born: z.number(),
  })
  .meta({ id: 'Person' })

export const fixture: OperationFixture = {
  operation: splitField(Person, 'name', {
    old: z.string(),
    into: ['first', 'last'],
    split: (name) => {
      const [first = '', ...last] = name.split(' ')
      return { first, ...(last.length === 0 ? {} : { last: last.join(' ') }) }
    },
    merge: ({ first, last }) => (last === undefined ? first : `${first} ${last}`),
  }),
  schema: {
    name: 'Person',
    current: Person,
    old: {
      type: 'object',
      properties: { id: { type: 'string' }, name: { type: 'string' }, born: { type: 'number' } },
      required: ['id', 'name', 'born'],
    },
    values: [
      {
        title: 'all current fields are there',
        current: { id: 'a', first: 'Ada', last: 'of Lund', born: 1 },
        old: { id: 'a', name: 'Ada of Lund', born: 1 },
      },
      {
        title: 'an optional one is not',
        current: { id: 'a', first: '', born: 0 },
        old: { id: 'a', name: '', born: 0 },
      },
    ],
  },
}
