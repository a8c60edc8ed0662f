import type { FastifyInstance, FastifyRequest, FastifySchemaValidationError, RouteOptions } from 'fastify'
import { toError } from '../../lib/errors.ts'
import { findSymbol } from '../find-symbol.ts'

/** The parts of a request, as Fastify calls them in a route's schema. */
export type RequestPart = 'body' | 'querystring' | 'params' | 'headers'

/** Makes one error of all that a validator has found: what Fastify calls a `schemaErrorFormatter`. */
export type Formatter = (errors: FastifySchemaValidationError[], part: RequestPart) => Error

/** Where a route's options keep its formatter. */
export const routeFormatter: unique symbol = Symbol('tidemark.routeFormatter')

/** Makes the error of a request that is not valid, by the formatter that its route has. */
export function formatErrors(
  request: FastifyRequest,
  errors: readonly FastifySchemaValidationError[],
  part: RequestPart,
): Error {
  const format = request.routeOptions.config[routeFormatter] ?? formatPlainly
  return format([...errors], part)
}

/**
 * The formatter of a route: its own, that of its instance, or Fastify's. An instance's is asked for each time, since it
 * may be set after the route.
 */
export function toFormatter(route: RouteOptions, instance: FastifyInstance): Formatter {
  const { schemaErrorFormatter: own } = route
  const ofInstance = toReader(instance)
  return (errors, part) => (own ?? ofInstance() ?? formatPlainly)(errors, part)
}

/**
 * Reads the formatter that `setSchemaErrorFormatter` has set, which Fastify has no public way to ask for.
 *
 * @throws TDM_INTERNAL where this Fastify keeps it somewhere else
 */
function toReader(instance: FastifyInstance): () => Formatter | undefined {
  const symbol = findSymbol(instance, 'fastify.schemaErrorFormatter')
  if (symbol === undefined)
    throw toError('TDM_INTERNAL', 'this release of Fastify keeps its schema error formatter elsewhere')
  return () => {
    const held: unknown = Reflect.get(instance, symbol)
    return isFormatter(held) ? held : undefined
  }
}

function isFormatter(value: unknown): value is Formatter {
  return typeof value === 'function'
}

/** As Fastify words it. A validator that is not Ajv may not say where a fault is. */
function formatPlainly(errors: readonly Partial<FastifySchemaValidationError>[], part: RequestPart): Error {
  const text = errors
    .map(({ instancePath = '', message }) => `${part}${instancePath} ${message ?? ''}`)
    .join(', ')
  return new Error(text)
}
