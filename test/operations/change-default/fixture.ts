import { z } from 'zod'
import { changeDefault } from '../../../lib/operations/index.ts'
import { queryOf } from '../../../lib/schema/endpoint-part.ts'
import type { OperationFixture } from '../fixture.ts'

const Search = {
  $id: 'Search',
  type: 'object',
  properties: { text: { type: 'string' }, limit: { type: 'integer', default: 20 } },
  required: ['text'],
}
const things = queryOf('GET /things')

export const fixture: OperationFixture = {
  operation: changeDefault([Search, things], 'limit', { old: 50, current: 20 }),
  schema: {
    name: 'Search',
    current: { $ref: '#/$defs/Search', $defs: { Search } },
    old: {
      type: 'object',
      properties: { text: { type: 'string' }, limit: { type: 'integer', default: 50 } },
      required: ['text'],
    },
    values: [
      { title: 'it is given', current: { text: 'a', limit: 50 }, old: { text: 'a', limit: 50 } },
      { title: 'it is falsy', current: { text: 'a', limit: 0 }, old: { text: 'a', limit: 0 } },
      {
        title: 'an old message leaves it out',
        current: { text: 'a', limit: 50 },
        old: { text: 'a' },
        direction: 'upgrade',
      },
      {
        title: 'a current message leaves it out',
        current: { text: 'a' },
        old: { text: 'a', limit: 20 },
        upgraded: { text: 'a', limit: 20 },
      },
    ],
  },
  parts: [
    {
      target: things,
      current: z.object({ limit: z.number().default(20) }),
      old: { type: 'object', properties: { limit: { type: 'number', default: 50 } } },
      values: [
        { title: 'a parameter that is left out', current: { limit: 50 }, old: {}, direction: 'upgrade' },
      ],
    },
  ],
}
