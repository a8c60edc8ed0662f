import { inspect } from 'node:util'
import type { FastifyInstance, RouteOptions, preValidationHookHandler } from 'fastify'
import { toError } from '../../lib/errors.ts'
import { readRange } from '../../lib/timeline/read-range.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import type { Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { addAddress, type AddedAddress, type AddressContext } from './add-address.ts'
import { applySchemas, type AppliedSchemas } from './apply-schemas.ts'
import type { PayloadHook } from './for-old-versions.ts'
import { listAddresses, toRouteName } from './list-addresses.ts'
import type { ListedRoute } from './list-allowed.ts'
import { noteEngines } from './list-engines.ts'
import { markRoute } from './mark-route.ts'
import { appendHooks, followRoute, type FirstHooks, type LastHooks, type OwnedRoute } from './route-hooks.ts'
import { routePlans, toRoutePlan, type LastStages, type RoutePlan } from './route-plan.ts'
import { openRegister } from './route-register.ts'
import { toRouterPath } from './router-options.ts'
import { translateRefusals } from './translate-refusals.ts'
import { toConstraint } from './version-constraint.ts'

/**
 * Looks at every route as it is added: notes the endpoint, and adds the other addresses at which the endpoint
 * is found, those of old versions and those whose first segment names the version. All of them share the one
 * handler; the hooks do the rest.
 *
 * @param endpoints the list that the endpoints are added to
 * @param routes the list that the routes are added to, those without versions as well
 * @param first the hooks of the instance in whose stages routes have one more
 */
export function planRoutes(
  context: Omit<AddressContext, 'register'>,
  endpoints: Endpoint[],
  routes: ListedRoute[],
  first: FirstHooks,
  downgrade: PayloadHook,
) {
  const { timeline, prefix, constraint } = context
  const register = openRegister()
  const rangeOf = memoiseRanges(context)
  const owners = noteOwners()

  return function planRoute(this: FastifyInstance, route: RouteOptions): void {
    const held = route.config?.[routePlans]
    if (held !== undefined) {
      followRoute(route, owners.of(held, route.method))
      return
    }
    const { url } = route
    const methods = [route.method].flat()
    if (!hasVersions(route)) {
      const note = (): void => {
        for (const method of methods) routes.push(toListed(method, route, undefined, ''))
      }
      note()
      this.after(() => {
        if (route.url !== url) note()
      })
      return
    }
    // `*` is every path, as plugins use it for OPTIONS: it is no endpoint, and has no address to move.
    if (!url.startsWith('/')) return
    const schemas = applySchemas(route, this)
    const last: LastStages = {
      isMerged: { preValidation: false, preSerialization: false },
      validated: undefined,
    }
    const lastHooks = toLastHooks(translateRefusals(route, this, last), schemas.encode, downgrade)
    const path = (url.startsWith(prefix) ? url.slice(prefix.length) : url) || '/'
    const range = route.config?.versions
    const plans = new Map<string, RoutePlan>()
    const there = new Set<Version>()
    const declared = { ...route }
    const { constraints } = declared
    const found: AddedAddress[] = []
    for (const method of methods) {
      const endpoint = findEndpoint(method, path, schemas, rangeOf(range, `${method} ${path}`), endpoints)
      owners.add(endpoint, method, { route, instance: this })
      const slash = url === `${prefix}${endpoint.path}/` ? '/' : ''
      routes.push(toListed(method, route, endpoint, slash))
      const isHead = method === 'HEAD' && endpoint.method === 'GET'
      const addresses = listAddresses(endpoint, timeline)
      const ownName = toRouteName(endpoint)
      const own = { method, path: endpoint.path }
      plans.set(method, toRoutePlan(endpoint, own, false, last))
      const versions = addresses.get(ownName)?.versions ?? []
      for (const version of versions) there.add(version)
      if (!isHead) {
        const address = { method, path: toRouterPath(url, context.router) }
        register.add({ endpoint, address, versions, range, isOwn: true, constraints })
      }
      for (const [name, { address, versions: having }] of addresses) {
        const target = { endpoint, address: isHead ? { ...address, method } : address, versions: having }
        found.push({ ...target, range, isHead, isOwn: name === ownName, slash, last })
      }
    }
    // By then, all that Fastify and other plugins do to the route is done.
    this.after(() => {
      appendHooks(this, route, lastHooks, first, last)
      // Of a plugin's `/`, Fastify makes two routes of one, and runs `onRoute` for the first.
      if (route.url === url) return
      for (const [method, { endpoint }] of plans) routes.push(toListed(method, route, endpoint, '/'))
      for (const added of found)
        addAddress(this, declared, { ...added, slash: '/' }, { ...context, register })
    })
    for (const added of found) addAddress(this, declared, added, { ...context, register })
    route.config = { ...route.config, [routePlans]: plans }
    const limited = toConstraint([...there], false, timeline.versions.length)
    if (limited !== undefined) route.constraints = { ...constraints, [constraint]: limited }
    const [plan] = plans.values()
    if (plan !== undefined && !there.has(timeline.current)) markRoute(route, endpoints.indexOf(plan.endpoint))
  }
}

function toListed(
  method: string,
  { url, schema }: RouteOptions,
  endpoint: Endpoint | undefined,
  slash: ListedRoute['slash'],
): ListedRoute {
  return { method, url, endpoint, slash, isHidden: schema?.hide === true }
}

function toLastHooks(
  preValidation: preValidationHookHandler | undefined,
  encode: PayloadHook | undefined,
  downgrade: PayloadHook,
): LastHooks {
  return {
    preValidation: preValidation === undefined ? [] : [preValidation],
    preSerialization: encode === undefined ? [downgrade] : [encode, downgrade],
  }
}

/** The routes as their authors have declared them, of which those at other addresses have their hooks and handlers. */
function noteOwners() {
  const owners = new WeakMap<Endpoint, Map<string, OwnedRoute>>()
  return {
    add(endpoint: Endpoint, method: string, route: OwnedRoute): void {
      const held = owners.get(endpoint) ?? new Map<string, OwnedRoute>()
      owners.set(endpoint, held.set(method, route))
    },
    /** A HEAD that Fastify adds has hooks of its own, and is declared after its GET. */
    of(plans: ReadonlyMap<string, RoutePlan>, methods: RouteOptions['method']) {
      const [method = ''] = [methods].flat()
      const [first] = plans.values()
      const endpoint = (plans.get(method) ?? first)?.endpoint
      return (): OwnedRoute | undefined => {
        const held = endpoint === undefined ? undefined : owners.get(endpoint)
        return held?.get(method) ?? held?.get(endpoint?.method ?? '')
      }
    },
  }
}

/**
 * Says whether a route is there in versions at all.
 *
 * @throws TDM_ROUTE_CONFIG
 */
function hasVersions({ method, url, config }: RouteOptions): boolean {
  const said: unknown = config?.versioning
  if (said === undefined || typeof said === 'boolean') return said !== false
  throw toError('TDM_ROUTE_CONFIG', `${[method].flat().join()} ${url}`, inspect(said))
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

/**
 * The endpoint of a route. HEAD, which Fastify adds to each GET, is the same endpoint without its body; it is told of the
 * HEAD of a plugin's `/` twice, the second time with a slash.
 */
function findEndpoint(
  method: string,
  path: string,
  { plannable, engines }: AppliedSchemas,
  versions: readonly Version[] | undefined,
  endpoints: Endpoint[],
): Endpoint {
  // A HEAD comes right after its GET, of which there may be several that differ in other constraints.
  const findGet = (wanted: string): Endpoint | undefined =>
    endpoints.findLast(
      (other) => other.method === 'GET' && other.path === wanted && other.versions === versions,
    )
  const get = method === 'HEAD' ? (findGet(path) ?? findGet(path.replace(/\/$/, ''))) : undefined
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
