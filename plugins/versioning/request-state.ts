import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { UpgradedPart } from './request-parts.ts'
import type { RoutePlan, RouteVersion } from './route-plan.ts'

/** What versioning notes of a request while it passes, beside its version. */
export class RequestState {
  /** Of the route that was matched; `null` where that has no versions, `undefined` until somebody asks. */
  plan: RoutePlan | null | undefined = undefined
  /** What the route is in the client's version; `undefined` where it has no versions. */
  here: RouteVersion | undefined = undefined
  /** The parts that were made current, with what the client has sent. */
  upgraded: readonly UpgradedPart[] | undefined = undefined
  /** Whether all parts are current by now: until then they have their old form. */
  isUpgraded = false
  /** What writes the answer, where versioning has set that. */
  serialiser: unknown = undefined
  /** Whether the answer is an error that Fastify answers itself. */
  isDefaultReply = false
}

const state: unique symbol = Symbol('tidemark.requestState')

/** A property of the request, which costs less with each request than one WeakMap does. */
interface Stateful {
  [state]?: RequestState | null
}

/** Lets the requests of an instance have a state from the beginning, so that all of them are of one shape. */
export function addRequestState(instance: FastifyInstance): void {
  if (!instance.hasRequestDecorator(state)) instance.decorateRequest(state, null)
}

/** The state of a request. */
export function stateOf(request: FastifyRequest & Stateful): RequestState {
  return (request[state] ??= new RequestState())
}
