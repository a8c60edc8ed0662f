import { z } from 'zod'
import { unwrapBody } from '../../../lib/operations/index.ts'
import { requestOf, responseOf } from '../../../lib/schema/endpoint-part.ts'
import type { OperationFixture } from '../fixture.ts'

const words = z.array(z.string())
const Words = words.meta({ id: 'Words' })

const old = {
  type: 'object',
  properties: {
    words: { type: 'array', items: { type: 'string' } },
    count: { type: 'integer', minimum: 0, maximum: 99 },
    note: { type: 'string' },
  },
  required: ['words', 'count'],
}
const values = [
  { title: 'a list with items', current: ['a', 'b'], old: { words: ['a', 'b'], count: 2 } },
  { title: 'an empty list', current: [], old: { words: [], count: 0 } },
  {
    title: 'an envelope that tells more',
    direction: 'upgrade',
    current: ['a'],
    old: { words: ['a'], count: 30, note: 'n' },
  },
] as const

export const fixture: OperationFixture = {
  operation: unwrapBody([Words, responseOf('GET /words'), requestOf('PUT /words')], {
    from: 'words',
    old: { count: z.int().min(0).max(99), note: z.string().optional() },
    beside: (current) => ({ count: Array.isArray(current) ? current.length : 0 }),
    loss: 'How many words there are beyond those that are sent, and the note',
  }),
  schema: { name: 'Words', current: Words, old, values },
  parts: [
    { target: responseOf('GET /words'), current: words, old, values },
    { target: requestOf('PUT /words'), current: words, old, values },
  ],
}
