import type { Address } from '../../lib/operations/define-operation.ts'
import type { Endpoint } from '../../lib/transform/plan-endpoint.ts'

/** What versioning knows of one route of the server: which endpoint it serves, and at which address. */
export interface RoutePlan {
  readonly endpoint: Endpoint
  /** The address at which the route stands, without the segment that names a version. */
  readonly address: Address
  /** Whether a segment of the route's path names the version. */
  readonly hasSegment: boolean
}

/** Where a route's options keep its plans, one for each method. */
export const routePlans: unique symbol = Symbol('tidemark.routePlans')

/** The route parameter in which the segment that names a version is found. */
export const segmentParameter = '__tidemarkVersion'
