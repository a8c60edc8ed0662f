import { anything, checkArguments } from '../schema/check-arguments.ts'
import { toError } from '../errors.ts'
import { toEndpointName } from '../schema/endpoint-part.ts'
import { isBodiless } from '../transform/bodiless-status.ts'
import { defineOperation, type Operation } from './define-operation.ts'

/** The status before the change, and after it. */
export interface StatusOptions {
  readonly old: number
  readonly current: number
}

/**
 * An endpoint answers with a different status.
 *
 * @param endpoint the endpoint by its address after the change, as in `POST /users`
 * @param options two statuses of one kind: both of success, both of redirection, or both of errors
 * @throws TDM_OPERATION_ARGUMENT, TDM_STATUS_CHANGE, TDM_ENDPOINT_NAME
 */
export default function changeStatus(endpoint: string, options: StatusOptions): Operation<never> {
  checkArguments('changeStatus', { options }, { options: { old: anything, current: anything } })
  const { old, current } = options
  const name = toEndpointName(endpoint)
  const fault = findFault(old, current)
  if (fault !== undefined) throw toError('TDM_STATUS_CHANGE', name, String(old), String(current), fault)
  const losesBody = isBodiless(old) && !isBodiless(current)
  return defineOperation({
    name: 'change-status',
    loss: losesBody ? [{ direction: 'downgrade', what: `The body of ${name}` }] : [],
    describe: () => [
      {
        kind: 'status',
        in: [name],
        old: [String(old)],
        current: [String(current)],
        note: losesBody ? 'another status, and a body' : 'another status',
        task: `Expect \`${String(current)}\` from \`${name}\` instead of \`${String(old)}\`.`,
      },
    ],
    status: { endpoint: name, old, current },
  })
}

function findFault(old: number, current: number): string | undefined {
  for (const status of [old, current]) {
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      return `${String(status)} is no status of an answer, which is a whole number from 200 to 599`
    }
    if (status === 304) return 'a 304 is what a cache has asked for, and no other answer can stand for it'
  }
  if (old === current) return 'it is the same'
  if (kindOf(old) !== kindOf(current)) {
    return `${String(old)} tells of ${kindOf(old)}, and ${String(current)} of ${kindOf(current)}`
  }
  if (isBodiless(current) && !isBodiless(old)) {
    return `a ${String(current)} has no body, and that of the old ${String(old)} cannot be made of nothing; let the handler answer ${String(old)} with its body, or ask \`request.apiVersion\` there`
  }
  return undefined
}

function kindOf(status: number): string {
  if (status < 300) return 'success'
  return status < 400 ? 'redirection' : 'an error'
}
