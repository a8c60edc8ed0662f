import { z } from 'zod'
import { wrapResponse } from '../../../lib/operations/index.ts'
import { responseOf } from '../../../lib/schema/endpoint-part.ts'
import type { OperationFixture } from '../fixture.ts'

const Item = z.object({ id: z.int().min(1).max(9) }).meta({ id: 'Item' })
const ItemList = z
  .object({ data: z.array(Item), meta: z.object({ total: z.int().min(0).max(99) }) })
  .meta({ id: 'ItemList' })

export const fixture: OperationFixture = {
  operation: wrapResponse('GET /items', {
    into: 'data',
    beside: (items) => ({ meta: { total: Array.isArray(items) ? items.length : 0 } }),
    loss: 'How many items there are beyond those of the page',
  }),
  parts: [
    {
      target: responseOf('GET /items'),
      current: ItemList,
      old: {
        type: 'array',
        items: { $ref: '#/$defs/Item' },
        $defs: {
          Item: {
            type: 'object',
            properties: { id: { type: 'integer', minimum: 1, maximum: 9 } },
            required: ['id'],
          },
        },
      },
      values: [
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
      ],
    },
  ],
}
