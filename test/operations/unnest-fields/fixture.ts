import { z } from 'zod'
import { unnestFields } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

const Pin = z
  .object({
    id: z.string(),
    at: z.object({ x: z.number(), y: z.number() }),
    label: z.string().optional(),
    color: z.string(),
  })
  .meta({ id: 'Pin' })

const point = {
  type: 'object',
  properties: { x: { type: 'number' }, y: { type: 'number' } },
  required: ['x', 'y'],
}

export const fixture: OperationFixture = {
  operation: unnestFields(Pin, 'place', ['at', 'label']),
  schema: {
    name: 'Pin',
    current: Pin,
    old: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        place: {
          type: 'object',
          properties: { at: point, label: { type: 'string' } },
          required: ['at'],
        },
        color: { type: 'string' },
      },
      required: ['id', 'place', 'color'],
    },
    values: [
      {
        title: 'all fields are there',
        current: { id: 'a', at: { x: 0, y: 1 }, label: '', color: 'red' },
        old: { id: 'a', place: { at: { x: 0, y: 1 }, label: '' }, color: 'red' },
      },
      {
        title: 'an optional one is not',
        current: { id: 'a', at: { x: 0, y: 1 }, color: 'red' },
        old: { id: 'a', place: { at: { x: 0, y: 1 } }, color: 'red' },
      },
    ],
  },
}
