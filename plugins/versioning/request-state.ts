import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ApiVersion } from './api-version.ts'
import type { UpgradedPart } from './request-parts.ts'
import type { RouteVersion } from './route-plan.ts'

/** What versioning notes of a request while it passes, beside its version. */
export class RequestState {
  /** What the route is in the client's version, where that is an old one; `undefined` where it has no versions. */
  here: RouteVersion | undefined = undefined
  /** The parts that were made current, with what the client has sent. */
  upgraded: readonly UpgradedPart[] | undefined = undefined
  /** Whether all parts are current by now: until then they have their old form. */
  isUpgraded = false
  /** The parameters as clients of the current version send them, before any validator has made something else of them. */
  sentParams: unknown = undefined
  /** The same of the query. */
  sentQuery: unknown = undefined
  /** What writes the answer, where versioning has set that. */
  serialiser: unknown = undefined
  /** Whether the answer is an error that Fastify answers itself. */
  isDefaultReply = false
}

const answeredIn: unique symbol = Symbol('tidemark.apiVersion')
const state: unique symbol = Symbol('tidemark.requestState')

/** Properties of the request, which cost less with each request than one WeakMap does. */
interface Stateful {
  [answeredIn]?: ApiVersion | null
  [state]?: RequestState | null
}

/**
 * Lets the requests of an instance have `apiVersion`. Fastify writes the decorators that are values into every request,
 * one by one and by their names, which costs more than what our hooks write themselves.
 */
export function decorateRequests(instance: FastifyInstance): void {
  instance.decorateRequest('apiVersion', {
    getter(this: FastifyRequest & Stateful) {
      return this[answeredIn] ?? null
    },
    setter(this: FastifyRequest & Stateful, apiVersion: ApiVersion | null) {
      this[answeredIn] = apiVersion
    },
  })
}

/** What a request has been made current of, if it has. It makes no state for those that need none. */
export function upgradedOf(request: FastifyRequest & Stateful): RequestState['upgraded'] {
  return request[state]?.upgraded
}

/** What the route of a request is in its version, where that is an old one; `undefined` where it has no versions. */
export function hereOf(request: FastifyRequest & Stateful): RouteVersion | undefined {
  // `reply.callNotFound()` takes a request from its route.
  return request.is404 ? undefined : request[state]?.here
}

/** The state of a request. */
export function stateOf(request: FastifyRequest & Stateful): RequestState {
  return (request[state] ??= new RequestState())
}
