import type { Address } from '../../lib/operations/define-operation.ts'
import type { Timeline, Version } from '../../lib/timeline/define-timeline.ts'
import { findAddress } from '../../lib/transform/find-address.ts'
import { toShape } from '../../lib/transform/path-pattern.ts'
import type { Endpoint } from '../../lib/transform/plan-endpoint.ts'

/** An address of an endpoint, and the versions that have it there, newest first. */
export interface VersionedAddress {
  readonly address: Address
  readonly versions: readonly Version[]
}

/**
 * Where an endpoint is found in the versions of a timeline. Of two addresses that differ in the names of parameters
 * alone, one route serves both: the newer.
 *
 * @returns by what the router takes for one address
 */
export function listAddresses(endpoint: Endpoint, timeline: Timeline): ReadonlyMap<string, VersionedAddress> {
  const found = new Map<string, VersionedAddress>()
  for (const version of timeline.versions) {
    const address = findAddress(timeline, endpoint, version)
    if (address === undefined) continue
    const name = toRouteName(address)
    const held = found.get(name)
    found.set(name, { address: held?.address ?? address, versions: [...(held?.versions ?? []), version] })
  }
  return found
}

/** What is one address to the router: parameters are one whatever they are called. */
export function toRouteName({ method, path }: Address): string {
  return `${method} ${toShape(path)}`
}
