import { toEndpointName } from '../schema/endpoint-part.ts'
import { defineOperation, type Operation } from './define-operation.ts'

/**
 * There is a new endpoint, which older versions do not have.
 *
 * @param endpoint the endpoint by its address after the change, as in `POST /users/:id/archive`
 * @throws TDM_ENDPOINT_NAME
 */
export default function addEndpoint(endpoint: string): Operation<never> {
  const name = toEndpointName(endpoint)
  return defineOperation({
    name: 'add-endpoint',
    loss: [],
    describe: () => [
      {
        kind: 'endpoint',
        in: [],
        old: [],
        current: [name],
        note: 'new',
        task: `Call \`${name}\` where it serves you; it was not there before.`,
      },
    ],
    presence: { endpoint: name, happened: 'added' },
  })
}
