import type { FastifyRequest } from 'fastify'
import { stateOf } from './request-state.ts'
import { routePlans, type RoutePlan } from './route-plan.ts'

/** What versioning knows of the route that a request has matched; `undefined` for routes without versions. */
export function findRoutePlan(request: FastifyRequest): RoutePlan | undefined {
  // `reply.callNotFound()` takes a request from its route.
  if (request.is404) return undefined
  const state = stateOf(request)
  // Fastify makes the options of a route anew whenever they are asked for.
  if (state.plan === undefined) {
    state.plan = request.routeOptions.config[routePlans]?.get(request.method) ?? null
  }
  return state.plan ?? undefined
}
