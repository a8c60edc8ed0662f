import { removeEndpoint } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

export const fixture: OperationFixture = {
  operation: removeEndpoint('get /legacy', { instead: 'get /users' }),
  presence: {
    'GET /legacy': ['old'],
    'PUT /legacy': ['old', 'current'],
    'GET /legacy/:id': ['old', 'current'],
    'GET /users': ['old', 'current'],
  },
}
