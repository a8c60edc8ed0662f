import type { FastifyRequest } from 'fastify'
import type { Address } from '../../lib/operations/define-operation.ts'
import type { Endpoint } from '../../lib/transform/plan-endpoint.ts'
import type { AnswerPlan } from './answer-plan.ts'
import type { compileSerialiser } from './compile-serialiser.ts'
import type { OldBody } from './find-old-body.ts'
import type { RouteContext } from './read-context.ts'
import type { PreparedParts } from './request-parts.ts'

/** What versioning knows of one route of the server: which endpoint it serves, and at which address. */
export interface RoutePlan {
  readonly endpoint: Endpoint
  /** The address at which the route stands, without the segment that names a version. */
  readonly address: Address
  /** Whether a segment of the route's path names the version. */
  readonly hasSegment: boolean
  /** What has been worked out of the route in each version, by its index. */
  readonly known: RouteVersion[]
  readonly last: LastStages
  /** For each context that Fastify has of the route, the one that requests in the current version are given. */
  readonly light: Map<RouteContext, RouteContext>
}

/** Plans a route of which no request has been seen yet. */
export function toRoutePlan(
  endpoint: Endpoint,
  address: Address,
  hasSegment: boolean,
  last: LastStages,
): RoutePlan {
  return { endpoint, address, hasSegment, known: [], last, light: new Map() }
}

/** What all addresses of a route know of its last hooks, those that stand behind all others. */
export interface LastStages {
  /** Whether the route has none, since the hook of the instance does their work: it is the only one there. */
  readonly isMerged: { preValidation: boolean; preSerialization: boolean }
  /** The request that is about to be validated, and nothing else before that. */
  validated: FastifyRequest | undefined
}

/** What a route is in one version: worked out when the first request asks for it, so that the others need not. */
export interface RouteVersion {
  readonly plan: RoutePlan
  /** The path of the endpoint in the version, if that is the one of the route. */
  readonly path: string | undefined
  answers: AnswerPlan | undefined
  /** Which statuses are declared in zod; `null` where none is. */
  isOfZod: ((status: number) => boolean) | null | undefined
  /** What writes the bodies that have another form than now. */
  readonly serialisers: Map<OldBody, ReturnType<typeof compileSerialiser>>
  /** By the media type of what is sent. */
  readonly parts: Map<unknown, PreparedParts>
}

/** Where a route's options keep its plans, one for each method. */
export const routePlans: unique symbol = Symbol('tidemark.routePlans')

/**
 * Where a route's options keep the path that the router has, where `request.routeOptions.url` is another one, which is fit
 * to be read.
 */
export const routerPath: unique symbol = Symbol('tidemark.routerPath')

/** The route parameter in which the segment that names a version is found. */
export const segmentParameter = '__tidemarkVersion'
