import type { RouteOptions } from 'fastify'
import { markPath } from '../../lib/openapi/marked-paths.ts'

/**
 * Gives a route that the current version does not have a path of its own in the generated document. @fastify/swagger
 * keeps one of several routes of one path, whichever is declared last.
 *
 * @param index the place of the route's endpoint among all
 */
export function markRoute(route: RouteOptions, index: number): void {
  const { swaggerTransform: given } = { ...route.config } as { readonly swaggerTransform?: unknown }
  const swaggerTransform = (input: TransformInput): TransformOutput => {
    const transformed = isTransform(given) ? given(input) : input
    return { schema: transformed.schema, url: markPath(transformed.url, String(index)) }
  }
  route.config = { ...route.config, swaggerTransform } as NonNullable<RouteOptions['config']>
}

interface TransformOutput {
  readonly schema: unknown
  readonly url: string
}

interface TransformInput extends TransformOutput {
  readonly route: RouteOptions
}

function isTransform(value: unknown): value is (input: TransformInput) => TransformOutput {
  return typeof value === 'function'
}
