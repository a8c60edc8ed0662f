import type { FastifyRequest } from 'fastify'
import { readContext } from './read-context.ts'
import { routePlans, type RoutePlan } from './route-plan.ts'

/** What versioning knows of the route that a request has matched; `undefined` for routes without versions. */
export function findRoutePlan(request: FastifyRequest): RoutePlan | undefined {
  // Where `reply.callNotFound()` has taken a request from its route, the configuration is that of none.
  const config = readContext(request)?.config ?? request.routeOptions.config
  return config[routePlans]?.get(request.method)
}
