import { z } from 'zod'
import { makeRequired } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

const Task = z
  .object({ title: z.string(), priority: z.number().nullable(), owner: z.string().optional() })
  .meta({ id: 'Task' })

export const fixture: OperationFixture = {
  operation: makeRequired(Task, 'priority', { upgrade: 0 }),
  schema: {
    name: 'Task',
    current: Task,
    old: {
      type: 'object',
      properties: {
        title: { type: 'string' },
        priority: { type: ['number', 'null'] },
        owner: { type: 'string' },
      },
      required: ['title'],
    },
    values: [
      { title: 'it was there', current: { title: 'a', priority: 3 }, old: { title: 'a', priority: 3 } },
      {
        title: 'it was null, which is a value',
        current: { title: 'a', priority: null, owner: 'o' },
        old: { title: 'a', priority: null, owner: 'o' },
      },
      {
        title: 'it was left out',
        current: { title: 'a', priority: 0 },
        old: { title: 'a' },
        direction: 'upgrade',
      },
    ],
  },
}
