import { z } from 'zod'
import { custom } from '../../../lib/operations/index.ts'
import { requestOf } from '../../../lib/schema/endpoint-part.ts'
import type { OperationFixture } from '../fixture.ts'

const point = z.object({ x: z.number(), y: z.number(), label: z.string().optional() })
const Point = point.meta({ id: 'Point' })

const current = z.object({ x: z.number(), y: z.number(), label: z.string().optional() })
const old = {
  type: 'array',
  prefixItems: [{ type: 'number' }, { type: 'number' }],
  items: false,
  minItems: 2,
} as const
const values = [
  { title: 'a point', current: { x: 1, y: 2 }, old: [1, 2] },
  { title: 'falsy numbers', current: { x: 0, y: 0 }, old: [0, 0] },
  {
    title: 'a point with more than the old form has',
    current: { x: 1, y: 2, label: 'a' },
    old: [1, 2],
    direction: 'downgrade',
  },
] as const

export const fixture: OperationFixture = {
  operation: custom([Point, requestOf('PUT /point', current)], {
    old,
    upgrade: (pair) => {
      const [x = 0, y = 0] = pair as readonly number[]
      return { x, y }
    },
    downgrade: ({ x, y }) => [x, y],
    loss: 'The label of a point',
  }),
  schema: { name: 'Point', current: Point, old, values },
  parts: [{ target: requestOf('PUT /point'), current, old, values }],
}
