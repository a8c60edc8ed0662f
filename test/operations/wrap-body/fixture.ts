import { z } from 'zod'
import { wrapBody } from '../../../lib/operations/index.ts'
import { requestOf, responseOf } from '../../../lib/schema/endpoint-part.ts'
import type { OperationFixture } from '../fixture.ts'

const Item = z.object({ id: z.int().min(1).max(9) })
const envelope = z.object({ data: z.array(Item), meta: z.object({ total: z.int().min(0).max(99) }) })
const Page = envelope.meta({ id: 'Page' })

const old = {
  type: 'array',
  items: {
    type: 'object',
    properties: { id: { type: 'integer', minimum: 1, maximum: 9 } },
    required: ['id'],
  },
}
const values = [
  {
    title: 'a list with items',
    current: { data: [{ id: 1 }, { id: 2 }], meta: { total: 2 } },
    old: [{ id: 1 }, { id: 2 }],
  },
  { title: 'an empty list', current: { data: [], meta: { total: 0 } }, old: [] },
  {
    title: 'one page of a longer list',
    current: { data: [{ id: 1 }], meta: { total: 30 } },
    old: [{ id: 1 }],
    upgraded: { data: [{ id: 1 }], meta: { total: 1 } },
  },
]

export const fixture: OperationFixture = {
  operation: wrapBody([Page, responseOf('GET /items'), requestOf('PUT /items')], {
    into: 'data',
    beside: (items) => ({ meta: { total: Array.isArray(items) ? items.length : 0 } }),
    loss: 'How many items there are beyond those of the page',
  }),
  schema: { name: 'Page', current: Page, old, values },
  parts: [
    { target: responseOf('GET /items'), current: envelope, old, values },
    { target: requestOf('PUT /items'), current: envelope, old, values },
  ],
}
