import type { FastifyInstance, RouteOptions } from 'fastify'
import { toError } from '../../lib/errors.ts'
import type { VersionSource } from '../../lib/resolvers/version-source.ts'
import type { Timeline } from '../../lib/timeline/define-timeline.ts'
import type { VersionedAddress } from './list-addresses.ts'
import { isOpenEnded } from './own-url.ts'
import {
  routePlans,
  routerPath,
  segmentParameter,
  toRoutePlan,
  type LastStages,
  type RoutePlan,
} from './route-plan.ts'
import { restBehind } from '../../lib/resolvers/rest-behind.ts'
import { noHooks, putPathLast } from './route-hooks.ts'
import { refuseForeign, type RouteEntry, type RouteRegister } from './route-register.ts'
import { toRouterPath, type RouterOptions } from './router-options.ts'
import { toConstraint } from './version-constraint.ts'
import { withPrefix } from './with-prefix.ts'

/** What routes are added by. */
export interface AddressContext {
  readonly timeline: Timeline
  readonly sources: readonly VersionSource[]
  /** The prefix of the instance that versioning was registered on. */
  readonly prefix: string
  /** What a segment must look like to be taken for a version. */
  readonly form: string
  /** The name of the constraint by which the router tells versions apart. */
  readonly constraint: string
  readonly register: RouteRegister
  readonly router: RouterOptions
}

/** An address to be added. */
export interface AddedAddress extends VersionedAddress, Pick<RouteEntry, 'endpoint' | 'range' | 'isOwn'> {
  /** Whether it is the HEAD of a GET, which Fastify adds to whatever route is added. */
  readonly isHead: boolean
  /** What is added to the path, where the endpoint is found with a slash at its end as well. */
  readonly slash: '' | '/'
  readonly last: LastStages
}

/** Adds the routes of one address of an endpoint: as it is, where it is not the author's own, and with a segment. */
export function addAddress(
  instance: FastifyInstance,
  route: RouteOptions,
  added: AddedAddress,
  context: AddressContext,
): void {
  const { endpoint, address, isOwn, slash, last } = added
  const { prefix, form, sources } = context
  if (slash !== '' && address.path.endsWith(slash)) return
  if (!isOwn) {
    const path = prefix + address.path + slash
    addRoute(
      instance,
      route,
      { path, label: path },
      toRoutePlan(endpoint, address, false, last),
      added,
      context,
    )
  }
  const source = sources.find(({ kind }) => kind === 'path')
  const rest = source === undefined ? undefined : restBehind(source.key, address.path)
  if (source === undefined || rest === undefined) return
  const base = prefix + source.key
  for (const end of listEnds(rest + slash, context.router)) {
    const plan = toRoutePlan(endpoint, address, true, last)
    const place = { path: `${base}/:${segmentParameter}(${form})${end}`, label: `${base}/:version${end}` }
    addRoute(instance, route, place, plan, added, context)
  }
}

/** What stands behind a segment. The root of a version is found with a slash and without, as that of a plugin is. */
function listEnds(path: string, { ignoreTrailingSlash }: RouterOptions): readonly string[] {
  if (path !== '/') return [path]
  return ignoreTrailingSlash ? [''] : ['', '/']
}

/** Where a route stands. */
interface Place {
  readonly path: string
  /** What the path is to those who name or count routes by it. */
  readonly label: string
}

function addRoute(
  instance: FastifyInstance,
  route: RouteOptions,
  { path, label }: Place,
  plan: RoutePlan,
  { versions, range, isHead }: AddedAddress,
  { constraint, register, router, timeline }: AddressContext,
): void {
  // Fastify looks for a route by the very path that the router keeps.
  const url = toRouterPath(path, router)
  const { endpoint, address } = plan
  const { method } = address
  const limited = toConstraint(versions, plan.hasSegment, timeline.versions.length)
  const constraints = {
    ...route.constraints,
    ...(limited === undefined ? {} : { [constraint]: limited }),
  }
  // An alias of a GET has got its HEAD from Fastify, as the GET itself has.
  if (isHead && instance.hasRoute({ method, url, constraints })) return
  const place = { method, path: url }
  register.add({ endpoint, address: place, versions, range, isOwn: false, constraints: route.constraints })
  refuseForeign(instance, endpoint, place, route.constraints)
  const { schema, ...rest } = route
  const declared: RouteOptions = {
    ...rest,
    ...noHooks(),
    method,
    // A handler that finds out by this what stands for the wildcard does so once, whichever address is asked first.
    url: isOpenEnded(route.url) ? route.url : label,
    constraints,
    // One document lists an endpoint once, at the address that its version has.
    schema: { ...schema, hide: true },
    config: {
      ...route.config,
      [routePlans]: new Map([
        ['HEAD', plan],
        [method, plan],
      ]),
      [routerPath]: url,
    },
  }
  putPathLast(instance, () => {
    withPrefix(instance, '', (view) => view.route(declared))
  })
  if (!instance.hasRoute({ method, url, constraints }))
    throw toError(
      'TDM_INTERNAL',
      'this release of Fastify asks for the path of a route before its hooks, or keeps these elsewhere',
    )
}
