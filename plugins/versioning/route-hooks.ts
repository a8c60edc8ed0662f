import type { FastifyInstance, RouteOptions, preValidationHookHandler } from 'fastify'
import { findSymbol } from '../find-symbol.ts'
import type { PayloadHook } from './for-old-versions.ts'
import { isOpenEnded, toOwnUrl } from './own-url.ts'
import { routerPath, type LastStages } from './route-plan.ts'

/** The hooks that a route may have of its own. */
const routeHooks = [
  'onRequest',
  'preParsing',
  'preValidation',
  'preHandler',
  'preSerialization',
  'onSend',
  'onResponse',
  'onTimeout',
  'onError',
  'onRequestAbort',
] as const

/** Hooks that stand behind all others of a route. */
export interface LastHooks {
  readonly preValidation: readonly preValidationHookHandler[]
  readonly preSerialization: readonly PayloadHook[]
}

/** A hook of the instance for each of these stages, that can do the work of the route's last one. */
export interface FirstHooks {
  readonly preValidation: preValidationHookHandler
  readonly preSerialization: PayloadHook
}

type LastName = keyof LastStages['isMerged']

/**
 * Adds hooks behind all others of a route, those included that other plugins add in an `onRoute` of their own, whichever
 * is registered first. To be called when all of them have run.
 *
 * Fastify asks for a route's hooks when the server gets ready. Where the one of the instance is the only other one by
 * then, the last one is not needed: a call for every request is saved.
 */
export function appendHooks(
  instance: FastifyInstance,
  route: RouteOptions,
  last: LastHooks,
  first: FirstHooks,
  { isMerged }: LastStages,
): void {
  for (const name of ['preValidation', 'preSerialization'] as const) {
    const [ours, ...others]: readonly unknown[] = last[name]
    let all = [...[route[name] ?? []].flat(), ...last[name]]
    const none: typeof all = []
    Object.defineProperty(route, name, {
      configurable: true,
      enumerable: true,
      get: () => {
        // Others may add to the list that they have read.
        all.push(...none.splice(0))
        const isAlone = ours !== undefined && others.length === 0 && all.length === 1 && all[0] === ours
        isMerged[name] = isAlone && isOnlyHook(instance, name, first[name])
        return isMerged[name] ? none : all
      },
      set: (hooks: RouteOptions[typeof name]) => {
        none.length = 0
        // Who has read that there are none cannot have kept ours.
        all = [...(isMerged[name] ? last[name] : []), ...[hooks ?? []].flat()]
        isMerged[name] = false
      },
    })
  }
}

/** Whether an instance has one hook for a stage, and no other. */
function isOnlyHook(instance: FastifyInstance, name: LastName, hook: unknown): boolean {
  const symbol = findSymbol(instance, 'fastify.hooks')
  const hooks = symbol === undefined ? undefined : (instance as Hooked)[symbol]?.[name]
  return hooks?.length === 1 && hooks[0] === hook
}

type Hooked = FastifyInstance & Partial<Record<symbol, Readonly<Record<string, unknown[]>>>>

/** Lists of hooks for a route that will follow another: others may write into the lists that they find. */
export function noHooks(): Partial<RouteOptions> {
  return Object.fromEntries(routeHooks.map((name) => [name, []]))
}

/**
 * Lets a route have the hooks and the handler of another, whatever becomes of these until the server is ready. Plugins
 * that add hooks in an `onRoute`, or put a handler around the one that is there, have done so to the other; here theirs
 * would run twice.
 */
export function followRoute(route: RouteOptions, findOther: () => OwnedRoute | undefined): void {
  const path = route.config?.[routerPath] ?? route.url
  for (const name of routeHooks) {
    Object.defineProperty(route, name, {
      configurable: true,
      enumerable: true,
      get: () => [findOther()?.route[name] ?? []].flat(),
      set: () => undefined,
    })
  }
  const { handler } = route
  let other: OwnedRoute | undefined
  const follow: RouteOptions['handler'] = function (request, reply) {
    other ??= findOther()
    if (other === undefined) return handler.call(this, request, reply)
    return other.route.handler.call(other.instance, request, reply)
  }
  const followed = isOpenEnded(path) ? atOwnUrl(path, follow, () => findOther()?.route.url) : follow
  Object.defineProperty(route, 'handler', {
    configurable: true,
    enumerable: true,
    get: () => followed,
    set: () => undefined,
  })
}

/**
 * Calls the handler of an open-ended route with the URL of its own address: those that serve files and those that proxy
 * look for their prefix at its start. What is done after the call has the URL that was sent.
 */
function atOwnUrl(
  path: string,
  handler: RouteOptions['handler'],
  findOwn: () => string | undefined,
): RouteOptions['handler'] {
  let toOwn: ReturnType<typeof toOwnUrl> | undefined
  return function (request, reply) {
    const { raw, params, originalUrl } = request
    toOwn ??= toOwnUrl(path, findOwn() ?? path)
    const own = toOwn(raw.url ?? '', params)
    if (own === undefined) return handler.call(this, request, reply)
    const sent = raw.url
    raw.url = own
    // What answers instead of the handler, while it runs, is to see what the client has asked for.
    // It gives the reply, though its types do not say so: an async handler that returns that has answered.
    const callNotFound: () => unknown = reply.callNotFound.bind(reply)
    reply.callNotFound = () => {
      raw.url = sent ?? originalUrl
      return callNotFound()
    }
    try {
      return handler.call(this, request, reply)
    } finally {
      raw.url = sent ?? originalUrl
    }
  }
}

/**
 * Declares routes that are to have another path in the router than what they are called. Fastify notes what it calls a
 * route before its `onRoute` hooks, and asks for the path behind them: the last of them puts it there, so that all others
 * know the route by the name that requests have as well.
 */
export function putPathLast(instance: FastifyInstance, declare: () => void): void {
  const symbol = findSymbol(instance, 'fastify.hooks')
  const hooks = symbol === undefined ? undefined : (instance as Hooked)[symbol]?.onRoute
  hooks?.push(putPath)
  try {
    declare()
  } finally {
    hooks?.splice(hooks.lastIndexOf(putPath), 1)
  }
}

function putPath(route: RouteOptions): void {
  route.url = route.config?.[routerPath] ?? route.url
}

/** A route as its author has declared it, and the instance that it was declared on. */
export interface OwnedRoute {
  readonly route: RouteOptions
  readonly instance: FastifyInstance
}
