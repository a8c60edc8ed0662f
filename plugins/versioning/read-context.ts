import type { FastifyContextConfig, FastifyRequest } from 'fastify'
import { findSymbol } from '../find-symbol.ts'

/**
 * What Fastify knows of the route of a request, as it is: `request.routeOptions` is made anew, with a dozen members,
 * whenever it is asked for, and lacks the hooks. `undefined` for a release of Fastify that keeps it elsewhere.
 */
export function readContext(request: FastifyRequest): RouteContext | undefined {
  return (request as Contextual)[contextKey] ?? findContext(request)
}

/** Gives a request another context than its route has, as Fastify does where nothing is found. */
export function writeContext(request: FastifyRequest, context: RouteContext): void {
  ;(request as Contextual)[contextKey] = context
}

/** A process may have Fastify twice, as when a part of a service brings its own: each copy has symbols of its own. */
function findContext(request: FastifyRequest): RouteContext | undefined {
  contextKey = findSymbol(request, 'fastify.context') ?? nowhere
  return (request as Contextual)[contextKey]
}

/** Of what Fastify knows of a route, what is read here. */
export interface RouteContext extends Readonly<Record<string | symbol, unknown>> {
  readonly config?: FastifyContextConfig
}

/** What nothing has. */
const nowhere = Symbol('nowhere')

/** Where Fastify keeps it, which is looked up with the first request of each copy of it. */
let contextKey: symbol = nowhere

type Contextual = FastifyRequest & Partial<Record<symbol, RouteContext>>
