import type { Address } from '../operations/define-operation.ts'
import { labelOf, type Subject } from '../schema/endpoint-part.ts'
import { toName, type AddressPlan } from './plan-address.ts'
import type { Step } from './steps.ts'

/** An operation that does nothing, for want of what it is on. */
export interface Unreached {
  readonly step: Step
  /** The name of the schema, or the endpoint, that is not there. */
  readonly subject: string
}

/**
 * Finds the operations that are on a schema or an endpoint that no message has.
 *
 * @param has whether there is a subject, at the level on the newer side of an operation
 */
export function findUnreached(
  steps: readonly Step[],
  endpoints: readonly Address[],
  addresses: AddressPlan,
  has: (subject: Subject, level: number, messages: 'request' | 'response' | undefined) => boolean,
): readonly Unreached[] {
  return steps.flatMap((step, level) => {
    const { operation } = step
    const { fields, value, address, presence, status, messages } = operation
    const subjects = (fields ?? value)?.subjects ?? []
    const missing = subjects.filter((subject) => !has(subject, level, messages)).map(labelOf)
    const named = [presence?.endpoint, status?.endpoint].flatMap((name) => name ?? [])
    const isFound = (name: string): boolean =>
      endpoints.some((endpoint) =>
        [addresses.named(endpoint, level), addresses.moved(endpoint, level)].some(
          (one) => toName(one) === name,
        ),
      )
    const isMoved = endpoints.some((endpoint) => {
      const found = addresses.moved(endpoint, level)
      return address !== undefined && toName(address.oldAddress(found)) !== toName(found)
    })
    const unmoved =
      address === undefined || isMoved ? [] : operation.describe().flatMap(({ current }) => current)
    return [...missing, ...named.filter((name) => !isFound(name)), ...unmoved].map((subject) => ({
      step,
      subject,
    }))
  })
}
