import type { Address } from '../operations/define-operation.ts'
import type { Step } from './steps.ts'

/** Where endpoints are found at every level, whether they are there, and which status they answer with. */
export interface AddressPlan {
  /** The address of an endpoint at a level, whether or not the level has it. */
  moved(endpoint: Address, level: number): Address
  /** The address by which the step at a level names an endpoint: that after its change, whatever else is in it. */
  named(endpoint: Address, level: number): Address
  /** The address of an endpoint at a level; `undefined` where it is not there. */
  at(endpoint: Address, level: number): Address | undefined
  /** The status that a level has in place of a current one. */
  status(endpoint: Address, status: string, level: number): string
}

/** Plans addresses: the steps that say anything of them are picked out once. */
export function planAddresses(steps: readonly Step[]): AddressPlan {
  const known = plans.get(steps)
  if (known !== undefined) return known
  const relevant = steps.flatMap(({ operation }, level) => {
    const { address, presence, status } = operation
    return address === undefined && presence === undefined && status === undefined
      ? []
      : [{ level, address, presence, status }]
  })

  const moved = (endpoint: Address, level: number): Address => {
    let found: Address = { method: endpoint.method, path: endpoint.path }
    for (const one of relevant) if (one.level < level) found = one.address?.oldAddress(found) ?? found
    return found
  }

  const named = (endpoint: Address, level: number): Address => {
    let newest = level
    while (newest > 0 && steps[newest - 1]?.change === steps[level]?.change) newest -= 1
    return moved(endpoint, newest)
  }

  const nameAt = ({ level, presence }: (typeof relevant)[number], endpoint: Address): string =>
    toName(presence?.happened === 'removed' ? moved(endpoint, level) : named(endpoint, level))

  const isThere = (endpoint: Address, level: number): boolean => {
    const own = relevant.filter((one) => one.presence?.endpoint === nameAt(one, endpoint))
    // What has happened to it last says whether it is there now; each step on the way back turns that round.
    const passed = own.filter((one) => one.level < level).at(-1)
    if (passed !== undefined) return passed.presence?.happened === 'removed'
    return own[0]?.presence?.happened !== 'removed'
  }

  const plan: AddressPlan = {
    moved,
    named,
    at: (endpoint, level) => (isThere(endpoint, level) ? moved(endpoint, level) : undefined),
    status: (endpoint, status, level) => {
      let found = status
      for (const one of relevant) {
        if (one.level >= level || String(one.status?.current) !== found) continue
        if (one.status?.endpoint === nameAt(one, endpoint)) found = String(one.status.old)
      }
      return found
    },
  }
  plans.set(steps, plan)
  return plan
}

const plans = new WeakMap<readonly Step[], AddressPlan>()

/** An address as operations name it: `GET /users`. */
export function toName({ method, path }: Address): string {
  return `${method} ${path}`
}
