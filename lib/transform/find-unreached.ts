import type { Operation } from '../operations/define-operation.ts'
import { labelOf, type Subject } from '../schema/endpoint-part.ts'
import { listStatuses } from './choose-media.ts'
import { isErrorStatus } from './error-status.ts'
import { toName, type AddressPlan } from './plan-address.ts'
import type { Endpoint } from './plan-side.ts'
import type { Step } from './steps.ts'

/** An operation that does nothing, for want of what it is on. */
export interface Unreached {
  readonly step: Step
  /** The name of the schema, the endpoint, or its status, that is not there. */
  readonly subject: string
}

/**
 * Finds the operations that are on a schema, an endpoint or a status that no message has.
 *
 * @param has whether there is a subject, at the level on the newer side of an operation
 */
export function findUnreached(
  steps: readonly Step[],
  endpoints: readonly Endpoint[],
  addresses: AddressPlan,
  has: (subject: Subject, level: number, messages: 'request' | 'response' | undefined) => boolean,
): readonly Unreached[] {
  return steps.flatMap((step, level) => {
    const { operation } = step
    const { fields, value, address, presence, status, messages } = operation
    const subjects = (fields ?? value)?.subjects ?? []
    const missing = subjects.filter((subject) => !has(subject, level, messages)).map(labelOf)
    const named = [presence?.endpoint, status?.endpoint].flatMap((name) => name ?? [])
    const listNamed = (name: string): readonly Endpoint[] =>
      endpoints.filter((endpoint) =>
        [addresses.named(endpoint, level), addresses.moved(endpoint, level)].some(
          (one) => toName(one) === name,
        ),
      )
    const isFound = (name: string): boolean => listNamed(name).length > 0
    const unanswered =
      status === undefined ? [] : findUnanswered(status, listNamed(status.endpoint), addresses, level)
    const isMoved = endpoints.some((endpoint) => {
      const found = addresses.moved(endpoint, level)
      return address !== undefined && toName(address.oldAddress(found)) !== toName(found)
    })
    const unmoved =
      address === undefined || isMoved ? [] : operation.describe().flatMap(({ current }) => current)
    const lost = named.filter((name) => !isFound(name))
    return [...missing, ...lost, ...unmoved, ...unanswered].map((subject) => ({ step, subject }))
  })
}

/**
 * The status of an operation, where endpoints declare what they answer and it is none of that. Errors are left out: a
 * route seldom declares all of those that it answers.
 */
function findUnanswered(
  { endpoint: name, current }: NonNullable<Operation['status']>,
  endpoints: readonly Endpoint[],
  addresses: AddressPlan,
  level: number,
): readonly string[] {
  const declared = endpoints.map((endpoint) =>
    listStatuses(endpoint).flatMap((status, _, all) =>
      isErrorStatus(status, all) ? [] : [addresses.status(endpoint, status.toLowerCase(), level)],
    ),
  )
  const meant = [String(current), `${String(current).charAt(0)}xx`, 'default']
  const isDeclared = declared.some((list) => list.length === 0 || list.some((one) => meant.includes(one)))
  return current >= 400 || declared.length === 0 || isDeclared
    ? []
    : [`the status ${String(current)} of ${name}`]
}
