import type { JsonSchema } from '../schema/types.ts'
import { compilePlan, type CompileMode } from './compile-plan.ts'
import { input, type Convert } from './expression.ts'
import type { Step } from './steps.ts'

/** An error in an old version. */
export interface ErrorPlan {
  readonly schema: JsonSchema
  readonly mediaType: string
  /** Answers `undefined` where the value is no error of the current shape. */
  readonly convert: Convert
}

/** Plans how errors look before the given steps; `undefined` where they look as they do now. */
export function planError(steps: readonly Step[], mode: CompileMode): ErrorPlan | undefined {
  const facets = steps.flatMap(({ operation }) => operation.errors ?? [])
  const [newest] = facets
  const oldest = facets.at(-1)
  if (newest === undefined || oldest === undefined) return undefined
  const expression = facets.reduce((inner, facet) => facet.downgrade(inner), input)
  const convert = compilePlan({ kind: 'value', expression, steps: [] }, mode)
  return {
    schema: oldest.oldSchema,
    mediaType: oldest.oldMediaType,
    convert: (error) => (newest.accepts(error) ? convert(error) : undefined),
  }
}
