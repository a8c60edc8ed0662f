import type { FastifyInstance, RouteOptions } from 'fastify'
import { toError } from '../../lib/errors.ts'
import type { Address } from '../../lib/operations/define-operation.ts'
import { toShape } from '../../lib/transform/path-pattern.ts'
import { findAddress, type Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { applySchemas, type AppliedSchemas } from './apply-schemas.ts'
import type { DowngradeHook } from './downgrade-response.ts'
import { noteEngines } from './list-engines.ts'
import type { ResolvedOptions } from './options.ts'
import { segmentForm } from './segment-form.ts'
import { routePlans, segmentParameter, type RoutePlan } from './route-plan.ts'
import { withPrefix } from './with-prefix.ts'

/**
 * Looks at every route as it is added: notes the endpoint, and adds the other addresses at which the endpoint
 * is found, those of old versions and those whose first segment names the version. All of them share the one
 * handler; the hooks do the rest.
 *
 * @param prefix the prefix of the instance that versioning was registered on
 * @param endpoints the list that the endpoints are added to
 */
export function planRoutes(
  options: ResolvedOptions,
  prefix: string,
  endpoints: Endpoint[],
  downgrade: DowngradeHook,
) {
  /** The endpoints by the other addresses at which they are found. */
  const taken = new Map<string, Endpoint>()

  return function planRoute(this: FastifyInstance, route: RouteOptions): void {
    if (route.config?.versioning === false || route.config?.[routePlans] !== undefined) return
    // `*` is every path, as plugins use it for OPTIONS: it is no endpoint, and has no address to move.
    if (!route.url.startsWith('/')) return
    for (const method of [route.method].flat()) refuseTaken(taken, { method, path: route.url })
    const schemas = applySchemas(route, this)
    route.preSerialization = [...[route.preSerialization ?? []].flat(), downgrade]
    const path = route.url.startsWith(prefix) ? route.url.slice(prefix.length) : route.url
    const plans = new Map<string, RoutePlan>()
    for (const method of [route.method].flat()) {
      const endpoint = findEndpoint(method, path || '/', schemas, endpoints)
      plans.set(method, { endpoint, address: { method, path: endpoint.path }, hasSegment: false })
      for (const plan of listAliases(endpoint, options)) {
        const isHead = method === 'HEAD' && endpoint.method === 'GET'
        const address = isHead ? { ...plan.address, method } : plan.address
        const url = addAlias(this, route, { ...plan, address }, prefix, options, isHead)
        taken.set(toRouteName({ method: address.method, path: url }), endpoint)
      }
    }
    route.config = { ...route.config, [routePlans]: plans }
  }
}

/** The endpoint of a route. HEAD, which Fastify adds to each GET, is the same endpoint without its body. */
function findEndpoint(
  method: string,
  path: string,
  { plannable, engines }: AppliedSchemas,
  endpoints: Endpoint[],
): Endpoint {
  const get = endpoints.find((other) => method === 'HEAD' && other.method === 'GET' && other.path === path)
  if (get !== undefined) return get
  const endpoint: Endpoint = {
    method,
    path,
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

/** The addresses of an endpoint beside the one at which its author has declared it. */
function listAliases(endpoint: Endpoint, options: ResolvedOptions): RoutePlan[] {
  const found = new Map<string, Address>()
  for (const version of options.timeline.versions) {
    const address = findAddress(options.timeline, endpoint, version)
    // Of two addresses that differ in the names of parameters alone, one route serves both: the newer.
    const name = address === undefined ? '' : toRouteName(address)
    if (address !== undefined && !found.has(name)) found.set(name, address)
  }
  const own = toRouteName(endpoint)
  const bySegment = options.sources.some(({ kind }) => kind === 'path')
  return [...found].flatMap(([name, address]) => [
    ...(name === own ? [] : [{ endpoint, address, hasSegment: false }]),
    ...(bySegment ? [{ endpoint, address, hasSegment: true }] : []),
  ])
}

/** A route that stands at the old address of another one: whichever is declared first, the answer is the same. */
function refuseTaken(taken: ReadonlyMap<string, Endpoint>, address: Address): void {
  const endpoint = taken.get(toRouteName(address))
  // Fastify adds a HEAD to each GET, to that of an old address as well.
  if (endpoint === undefined || address.method === 'HEAD') return
  const { method, path } = address
  throw toError('TDM_ROUTE_TAKEN', `${endpoint.method} ${endpoint.path}`, `${method} ${path}`)
}

function toRouteName({ method, path }: Address): string {
  return `${method} ${toShape(path)}`
}

function addAlias(
  instance: FastifyInstance,
  route: RouteOptions,
  plan: RoutePlan,
  prefix: string,
  options: ResolvedOptions,
  isHead: boolean,
): string {
  const { method, path } = plan.address
  const segment = plan.hasSegment ? `/:${segmentParameter}(${segmentForm(options.timeline)})` : ''
  const url = prefix + segment + (path === '/' && segment !== '' ? '' : path)
  if (instance.hasRoute({ method, url })) {
    // An alias of a GET has got its HEAD from Fastify, as the GET itself has.
    if (isHead) return url
    throw toError('TDM_ROUTE_TAKEN', `${plan.endpoint.method} ${plan.endpoint.path}`, `${method} ${url}`)
  }
  const { schema, ...rest } = route
  withPrefix(instance, '').route({
    ...rest,
    method,
    url,
    // One document lists an endpoint once, at the address that its version has.
    schema: { ...schema, hide: true },
    config: {
      ...route.config,
      [routePlans]: new Map([
        ['HEAD', plan],
        [method, plan],
      ]),
    },
  })
  return url
}
