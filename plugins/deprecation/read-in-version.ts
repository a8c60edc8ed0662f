import type { FastifyRequest } from 'fastify'
import { isObject } from '../../lib/schema/subschemas.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import type { ApiPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { stateOf } from '../versioning/request-state.ts'

/** The path parameters of a request as another version has them; `undefined` where that cannot be said. */
export function readParams(
  request: FastifyRequest,
  endpoint: Endpoint,
  plan: ApiPlan,
  version: Version,
): Readonly<Record<string, unknown>> | undefined {
  const params = readInVersion(request, endpoint, plan, version, 'path')
  return isObject(params) ? params : undefined
}

/** The query of a request as another version has it; `undefined` where that cannot be said. */
export function readQuery(
  request: FastifyRequest,
  endpoint: Endpoint,
  plan: ApiPlan,
  version: Version,
): URLSearchParams | undefined {
  const query = readInVersion(request, endpoint, plan, version, 'query')
  if (query === asSent) return new URLSearchParams(request.url.replace(/^[^?]*/, ''))
  if (!isObject(query)) return undefined
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      if (isWord(item)) search.append(name, String(item))
      else if (item !== undefined) return undefined
    }
  }
  return search
}

function isWord(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

/** Stands for a query that both versions have in the same form. */
const asSent = Symbol('tidemark.asSent')

function readInVersion(
  request: FastifyRequest,
  endpoint: Endpoint,
  plan: ApiPlan,
  version: Version,
  place: 'path' | 'query',
): unknown {
  const own = request.apiVersion?.version
  const { sentParams, sentQuery, isUpgraded } = stateOf(request)
  // What a schema has decoded or transformed is for handlers: no URL holds it.
  const value = place === 'path' ? (sentParams ?? request.params) : (sentQuery ?? request.query)
  const isSent = own === undefined || plan.parameters(endpoint, place, own)?.convert === undefined
  const invert = plan.parameters(endpoint, place, version)?.invert
  if (isSent && invert === undefined) return place === 'query' ? asSent : value
  // What was refused before it became current is in a form that only the client's own version has.
  if (!isSent && !isUpgraded) return undefined
  try {
    return invert === undefined ? value : invert(value)
  } catch {
    // A link is an offer: an answer does not fail for it.
    return undefined
  }
}
