import { isObject, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Part } from './list-alternatives.ts'
import type { Plan, RestPlan } from './plan.ts'
import type { Direction } from './steps.ts'

/**
 * Plans the members of an object without a name in its schema. On the way up they are kept, unless the schema is
 * closed: the current schema has its own say. On the way down only a declared map has any; the rest is the
 * handler's surplus, which no serialiser lets through. Why: docs/decisions/transforms.md.
 */
export function planRest(
  parts: readonly Part[],
  direction: Direction,
  declared: ReadonlySet<string>,
  planValue: (schema: JsonSchema) => Plan | undefined,
): RestPlan {
  const byPattern = new Map<string, Plan[]>()
  for (const { schema } of parts) {
    if (!isObject(schema.patternProperties)) continue
    for (const [pattern, held] of Object.entries(schema.patternProperties)) {
      const plan = planValue(toSchema(held))
      byPattern.set(pattern, [...(byPattern.get(pattern) ?? []), ...(plan === undefined ? [] : [plan])])
    }
  }
  const schemas = parts.flatMap(({ schema: { additionalProperties: schema } }) =>
    schema === undefined ? [] : [toSchema(schema)],
  )
  return {
    declared,
    patterns: [...byPattern].map(([pattern, plans]) => ({ pattern, plans })),
    keepsOthers: schemas.includes(false) ? false : direction === 'upgrade' || schemas.length > 0,
    others: schemas.flatMap((schema) => planValue(schema) ?? []),
  }
}

/** Whether a change reaches any member without a name of its own. */
export function isRestTouched({ patterns, others }: RestPlan): boolean {
  return others.length > 0 || patterns.some(({ plans }) => plans.length > 0)
}
