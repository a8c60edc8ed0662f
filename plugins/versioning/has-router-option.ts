import type { FastifyInstance } from 'fastify'
import { isObject } from '../../lib/schema/subschemas.ts'

/** Whether a server was made with a switch of its router, in either of the places that Fastify reads. */
export function hasRouterOption(
  { initialConfig }: FastifyInstance,
  name: 'ignoreTrailingSlash' | 'useSemicolonDelimiter',
): boolean {
  const { routerOptions } = initialConfig as { readonly routerOptions?: unknown }
  return initialConfig[name] === true || (isObject(routerOptions) && routerOptions[name] === true)
}
