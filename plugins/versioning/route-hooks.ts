import type { RouteOptions } from 'fastify'

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
export type LastHooks = Pick<RouteOptions, 'preValidation' | 'preSerialization'>

/**
 * Adds hooks behind all others of a route, those included that other plugins add in an `onRoute` of their own, whichever
 * is registered first. To be called when all of them have run.
 */
export function appendHooks(
  route: RouteOptions,
  { preValidation = [], preSerialization = [] }: LastHooks,
): void {
  route.preValidation = [...[route.preValidation ?? []].flat(), ...[preValidation].flat()]
  route.preSerialization = [...[route.preSerialization ?? []].flat(), ...[preSerialization].flat()]
}

/** Lists of hooks for a route that will follow another: others may write into the lists that they find. */
export function noHooks(): Partial<RouteOptions> {
  return Object.fromEntries(routeHooks.map((name) => [name, []]))
}

/**
 * Lets a route have the hooks of another, whatever becomes of these until the server is ready. Plugins that add hooks in
 * an `onRoute` have added theirs to the other; here they would run twice.
 */
export function followHooks(route: RouteOptions, findOther: () => RouteOptions | undefined): void {
  for (const name of routeHooks) {
    Object.defineProperty(route, name, {
      configurable: true,
      enumerable: true,
      get: () => [findOther()?.[name] ?? []].flat(),
      set: () => undefined,
    })
  }
}
