import type { FastifyInstance } from 'fastify'
import { toError } from '../../lib/errors.ts'
import { findSymbol } from '../find-symbol.ts'

/**
 * A view of an encapsulated instance that adds its routes under another prefix, with all of its hooks,
 * decorators and handlers as they are.
 *
 * A route that a nested plugin declares as `/admin/users` has to answer `/v1/admin/users` too, outside of the
 * plugin's prefix, and Fastify has no public way to say so. An instance that is derived from another is what
 * Fastify's own encapsulation consists of; the prefix is the one property that differs here.
 *
 * @throws TDM_INTERNAL where this Fastify keeps its prefix somewhere else
 */
export function withPrefix(instance: FastifyInstance, prefix: string): FastifyInstance {
  if (instance.prefix === prefix) return instance
  const symbol = findSymbol(instance, 'fastify.routePrefix')
  if (symbol === undefined)
    throw toError('TDM_INTERNAL', 'this release of Fastify keeps its route prefix elsewhere')
  return Object.create(instance, { [symbol]: { value: prefix } }) as FastifyInstance
}
