import { z } from 'zod'
import { changeErrorShape } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

const Problem = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string().optional() })
  .meta({ id: 'Problem' })

export const fixture: OperationFixture = {
  operation: changeErrorShape({
    old: z.object({ message: z.string() }),
    current: Problem,
    oldMediaType: 'application/vnd.acme+json',
    downgrade: (problem) => ({ message: problem.detail ?? problem.title }),
    loss: 'The type, title and status of a problem',
  }),
  errors: {
    current: Problem,
    old: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
    mediaType: 'application/vnd.acme+json',
    values: [
      {
        title: 'a problem with a detail',
        current: { type: 'about:blank', title: 'Not Found', status: 404, detail: 'There is no item 7.' },
        old: { message: 'There is no item 7.' },
      },
      {
        title: 'a problem without one',
        current: { type: 'about:blank', title: 'Internal Server Error', status: 500 },
        old: { message: 'Internal Server Error' },
      },
    ],
  },
}
