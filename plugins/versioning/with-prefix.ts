import type { FastifyInstance } from 'fastify'
import { toError } from '../../lib/errors.ts'
import { findSymbol } from '../find-symbol.ts'

/**
 * Declares something under another prefix than that of an encapsulated instance, with all of its hooks, decorators and
 * handlers as they are.
 *
 * A route that a nested plugin declares as `/admin/users` has to answer `/v1/admin/users` too, outside of the
 * plugin's prefix, and Fastify has no public way to say so. An instance that is derived from another is what
 * Fastify's own encapsulation consists of; the prefix is the one property that differs here.
 *
 * @throws TDM_INTERNAL where this Fastify keeps its prefix somewhere else
 */
export function withPrefix(
  instance: FastifyInstance,
  prefix: string,
  declare: (view: FastifyInstance) => unknown,
): void {
  if (instance.prefix === prefix) {
    declare(instance)
    return
  }
  const symbol = findSymbol(instance, 'fastify.routePrefix')
  if (symbol === undefined)
    throw toError('TDM_INTERNAL', 'this release of Fastify keeps its route prefix elsewhere')
  const view = Object.create(instance, {
    [symbol]: { value: prefix, configurable: true },
  }) as FastifyInstance
  declare(view)
  // Fastify has read it by now; hooks and handlers that ask for the prefix later are those of the instance.
  Reflect.deleteProperty(view, symbol)
}
