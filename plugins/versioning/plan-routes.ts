import type { FastifyInstance, RouteOptions } from 'fastify'
import { readRange } from '../../lib/timeline/read-range.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import type { Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { addAddress, type AddressContext } from './add-address.ts'
import { applySchemas, type AppliedSchemas } from './apply-schemas.ts'
import type { PayloadHook } from './for-old-versions.ts'
import { listAddresses, toRouteName } from './list-addresses.ts'
import type { ListedRoute } from './list-allowed.ts'
import { noteEngines } from './list-engines.ts'
import { markRoute } from './mark-route.ts'
import { routePlans, type RoutePlan } from './route-plan.ts'
import { openRegister } from './route-register.ts'
import { translateRefusals } from './translate-refusals.ts'
import { toConstraint } from './version-constraint.ts'

/**
 * Looks at every route as it is added: notes the endpoint, and adds the other addresses at which the endpoint
 * is found, those of old versions and those whose first segment names the version. All of them share the one
 * handler; the hooks do the rest.
 *
 * @param endpoints the list that the endpoints are added to
 * @param routes the list that the routes are added to, those without versions as well
 */
export function planRoutes(
  context: Omit<AddressContext, 'register'>,
  endpoints: Endpoint[],
  routes: ListedRoute[],
  downgrade: PayloadHook,
) {
  const { timeline, prefix, constraint } = context
  const register = openRegister()
  const rangeOf = memoiseRanges(context)

  return function planRoute(this: FastifyInstance, route: RouteOptions): void {
    if (route.config?.[routePlans] !== undefined) return
    if (route.config?.versioning === false) {
      for (const method of [route.method].flat()) routes.push({ method, url: route.url, endpoint: undefined })
      return
    }
    // `*` is every path, as plugins use it for OPTIONS: it is no endpoint, and has no address to move.
    if (!route.url.startsWith('/')) return
    const schemas = applySchemas(route, this)
    translateRefusals(route, this)
    route.preSerialization = [...[route.preSerialization ?? []].flat(), downgrade]
    const path = (route.url.startsWith(prefix) ? route.url.slice(prefix.length) : route.url) || '/'
    const range = route.config?.versions
    const plans = new Map<string, RoutePlan>()
    const there = new Set<Version>()
    const { constraints } = route
    for (const method of [route.method].flat()) {
      const endpoint = findEndpoint(method, path, schemas, rangeOf(range, `${method} ${path}`), endpoints)
      routes.push({ method, url: route.url, endpoint })
      const isHead = method === 'HEAD' && endpoint.method === 'GET'
      const addresses = listAddresses(endpoint, timeline)
      const ownName = toRouteName(endpoint)
      const own = { method, path: endpoint.path }
      plans.set(method, { endpoint, address: own, hasSegment: false, known: [] })
      const versions = addresses.get(ownName)?.versions ?? []
      for (const version of versions) there.add(version)
      if (!isHead) {
        const address = { method, path: route.url }
        register.add({ endpoint, address, versions, range, isOwn: true, constraints })
      }
      for (const [name, { address, versions: found }] of addresses) {
        const target = { endpoint, address: isHead ? { ...address, method } : address, versions: found }
        const added = { ...target, range, isHead, isOwn: name === ownName }
        addAddress(this, route, added, { ...context, register })
      }
    }
    route.config = { ...route.config, [routePlans]: plans }
    const limited = toConstraint([...there], false, timeline.versions.length)
    if (limited !== undefined) route.constraints = { ...constraints, [constraint]: limited }
    const [plan] = plans.values()
    if (plan !== undefined && !there.has(timeline.current)) markRoute(route, endpoints.indexOf(plan.endpoint))
  }
}

/** The versions of each range that routes are given; the same list each time, by which a GET and its HEAD are known. */
function memoiseRanges({ timeline }: Omit<AddressContext, 'register'>) {
  const known = new Map<string, readonly Version[]>()
  return (range: string | undefined, route: string): readonly Version[] | undefined => {
    if (range === undefined) return undefined
    const versions = known.get(range) ?? readRange(range, timeline, route)
    known.set(range, versions)
    return versions
  }
}

/** The endpoint of a route. HEAD, which Fastify adds to each GET, is the same endpoint without its body. */
function findEndpoint(
  method: string,
  path: string,
  { plannable, engines }: AppliedSchemas,
  versions: readonly Version[] | undefined,
  endpoints: Endpoint[],
): Endpoint {
  const get = endpoints.find(
    (other) =>
      method === 'HEAD' && other.method === 'GET' && other.path === path && other.versions === versions,
  )
  if (get !== undefined) return get
  const endpoint: Endpoint = {
    method,
    path,
    versions,
    get body() {
      return plannable.body
    },
    get query() {
      return plannable.query
    },
    get params() {
      return plannable.params
    },
    get headers() {
      return plannable.headers
    },
    get responses() {
      return plannable.responses
    },
    get mediaTypes() {
      return plannable.mediaTypes
    },
  }
  endpoints.push(endpoint)
  noteEngines(endpoint, engines)
  return endpoint
}
