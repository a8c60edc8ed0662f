import { addEndpoint } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

export const fixture: OperationFixture = {
  operation: addEndpoint('post /users/:id/archive'),
  presence: {
    'POST /users/:id/archive': ['current'],
    'GET /users/:id/archive': ['old', 'current'],
    'POST /users/:id': ['old', 'current'],
  },
}
