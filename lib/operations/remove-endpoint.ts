import { anything, checkArguments } from '../schema/check-arguments.ts'
import { toEndpointName } from '../schema/endpoint-part.ts'
import { defineOperation, type Operation } from './define-operation.ts'

/** What is to be done without the endpoint. */
export interface RemovalOptions {
  /** The endpoint that serves instead of it, by its address after the change; none by default. */
  readonly instead?: string
}

/**
 * An endpoint has been removed, and only older versions still have it.
 *
 * @param endpoint the endpoint by its last address, as in `GET /legacy`; its handler stays registered there
 * @throws TDM_OPERATION_ARGUMENT, TDM_ENDPOINT_NAME
 */
export default function removeEndpoint(endpoint: string, options: RemovalOptions = {}): Operation<never> {
  checkArguments('removeEndpoint', { options }, { options: { instead: anything } })
  const name = toEndpointName(endpoint)
  const instead = options.instead === undefined ? undefined : toEndpointName(options.instead)
  return defineOperation({
    name: 'remove-endpoint',
    loss: [],
    describe: () => [
      {
        kind: 'endpoint',
        in: [],
        old: [name],
        current: instead === undefined ? [] : [instead],
        note: instead === undefined ? 'removed' : 'removed; another serves instead',
        task:
          instead === undefined
            ? `Do without \`${name}\`, which is no longer there.`
            : `Call \`${instead}\` instead of \`${name}\`, which is no longer there.`,
      },
    ],
    presence: { endpoint: name, happened: 'removed' },
  })
}
