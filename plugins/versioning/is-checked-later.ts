import type { FastifyRequest } from 'fastify'
import { checksAlike } from '../../lib/transform/checks-alike.ts'
import { readContext } from './read-context.ts'
import type { PreparedPart } from './request-parts.ts'
import type { LastStages } from './route-plan.ts'

/**
 * Whether what Fastify checks of an upgraded request is all that the client's own schema would, so that one check does.
 * What that refuses is checked with the client's schema after all, to be told in its words (translate-refusals.ts).
 *
 * That is so of a body whose members are only called otherwise, where nothing can tell that it was not checked before:
 * no hook runs in between, no other part is refused first, and nobody looks at a body that was refused.
 */
export function isCheckedLater(
  request: FastifyRequest,
  parts: readonly PreparedPart[],
  { isMerged }: LastStages,
): boolean {
  const [only, ...others] = parts
  if (
    only?.part !== 'body' ||
    only.strict !== undefined ||
    others.length > 0 ||
    request.routeOptions.attachValidation
  )
    return false
  if (request.getValidationFunction('params') !== undefined) return false
  const { preValidation, validatorCompiler } = readContext(request) ?? {}
  // Ours are one or two: the one that upgrades, and the one behind all others that translates what is refused.
  const ours = isMerged.preValidation ? 1 : 2
  if (!Array.isArray(preValidation) || preValidation.length !== ours) return false
  // Where there is none of the route's own, one compiler has made both.
  if (validatorCompiler !== null && validatorCompiler !== undefined) return false
  const current: unknown = request.getValidationFunction('body')
  const own: unknown = request.compileValidationSchema(only.schema, 'body')
  if (!isOfAjv(current) || !isOfAjv(own)) return false
  const shared = request.server.getSchemas()
  return checksAlike(only.body.plan, { schema: own.schema, shared }, { schema: current.schema, shared })
}

function isOfAjv(validate: unknown): validate is { readonly schema: unknown } {
  return typeof validate === 'function' && 'schemaEnv' in validate && 'schema' in validate
}
