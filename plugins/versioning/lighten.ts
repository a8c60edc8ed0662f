import type { FastifyRequest } from 'fastify'
import { readContext, writeContext, type RouteContext } from './read-context.ts'
import type { LastStages, RoutePlan } from './route-plan.ts'

/**
 * Spares a request in the current version the stages in which versioning has nothing to do for it: Fastify makes
 * closures for each stage that has a hook. Where a hook of somebody else stands in the same stage, it stays as it is.
 */
export function lighten(request: FastifyRequest, { last, light }: RoutePlan): void {
  const context = readContext(request)
  if (context === undefined) return
  let lighter = light.get(context)
  if (lighter === undefined) light.set(context, (lighter = toLighter(context, last)))
  if (lighter !== context) writeContext(request, lighter)
}

/** The context without the hooks that are ours alone, or itself where there are none. */
function toLighter(context: RouteContext, { isMerged }: LastStages): RouteContext {
  const ours = (['preValidation', 'preSerialization'] as const).filter((name) => {
    const hooks = context[name]
    return isMerged[name] && Array.isArray(hooks) && hooks.length === 1
  })
  if (ours.length === 0) return context
  // A spread keeps the shape that engines know Fastify's contexts by, where an assignment of each member would lose it.
  const lighter = { ...context, ...Object.fromEntries(ours.map((name) => [name, null])) }
  return Object.setPrototypeOf(lighter, Object.getPrototypeOf(context) as object) as RouteContext
}
