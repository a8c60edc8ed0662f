import { changeStatus } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

export const fixture: OperationFixture = {
  operation: changeStatus('post /users', { old: 200, current: 201 }),
  statuses: {
    'POST /users': { 201: '200', 202: '202', 404: '404' },
    'PUT /users': { 201: '201' },
    'POST /users/:id': { 201: '201' },
  },
}
