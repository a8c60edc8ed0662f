import { moveEndpoint } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

export const fixture: OperationFixture = {
  operation: moveEndpoint('/people', '/users'),
  addresses: {
    'GET /users': 'GET /people',
    'POST /users': 'POST /people',
    'DELETE /users/:id/keys/:key': 'DELETE /people/:id/keys/:key',
    'GET /users-export': 'GET /users-export',
    'GET /groups/users': 'GET /groups/users',
    'GET /': 'GET /',
  },
}
