import type { ErrorFacet } from '../operations/define-operation.ts'
import { bundle, extractComponents } from '../schema/components.ts'
import { toValidator } from '../schema/to-validator.ts'
import type { JsonSchema } from '../schema/types.ts'
import { compilePlan, type CompileMode } from './compile-plan.ts'
import { input, type Convert } from './expression.ts'
import { hasLoaders } from './plan.ts'
import { planConversions } from './plan-conversion.ts'
import { deriveHistory } from './schema-history.ts'
import type { Step } from './steps.ts'

/** An error in an old version. */
export interface ErrorPlan {
  /** Self-contained: the named schemas that it reaches stand in its `$defs`. */
  readonly schema: JsonSchema
  /** What old errors are sent as; left out where they are sent as they are now. */
  readonly mediaType?: string
  /** Answers `undefined` where the value is no error of the current shape. */
  readonly convert: Convert
  /** Whether `convert` has to wait for loaders; it is called through `convertLoading` then. */
  readonly waits: boolean
}

/**
 * Plans how errors look at any level; `undefined` where they look as they do now. An error has the shape that the
 * newest operation on errors calls the current one, and down from there it goes through the history of its schema:
 * operations on fields, then the operation on errors, then operations on the fields of what that has made of it.
 *
 * @param declared the schema that all errors of the API have, for a timeline without an operation on errors
 */
export function planErrors(
  steps: readonly Step[],
  mode: CompileMode,
  declared: JsonSchema | undefined,
): (level: number) => ErrorPlan | undefined {
  const components = new Map<string, JsonSchema>()
  const facets = steps.flatMap(({ operation: { errors } }, level): Shift[] => {
    if (errors === undefined) return []
    const { currentSchema, oldSchema } = errors
    const current = currentSchema === undefined ? undefined : extractComponents(currentSchema, components)
    return [{ level, facet: errors, current, old: extractComponents(oldSchema, components) }]
  })
  const [newest] = facets
  const first = newest?.current ?? (declared === undefined ? true : extractComponents(declared, components))
  const isDeclared = toValidator(declared ?? true)
  const accepts = (error: unknown): boolean => newest?.facet.accepts(error) ?? isDeclared(error)
  const history = deriveHistory({ components, steps, messages: 'response' })
  const conversions = planConversions(history, 'downgrade')

  const planAt = (level: number): ErrorPlan | undefined => {
    let [expression, schema, reached] = [input, first, 0]
    const lift = (to: number): void => {
      const plan = conversions.between(schema, reached, to)
      if (plan !== undefined) expression = { kind: 'convert', of: expression, plan }
    }
    const passed = facets.filter((one) => one.level < level)
    for (const { level: at, facet, old } of passed) {
      lift(at)
      expression = facet.downgrade(expression)
      schema = old
      reached = at + 1
    }
    lift(level)
    if (expression === input) return undefined
    const plan = {
      kind: 'value' as const,
      expression,
      steps: passed.flatMap((one) => steps[one.level] ?? []),
    }
    const convert = compilePlan(plan, mode)
    const mediaType = passed.at(-1)?.facet.oldMediaType
    return {
      schema: bundle(schema, (name) => history.at(name, level)),
      convert: (error, session) => (accepts(error) ? convert(error, session) : undefined),
      waits: hasLoaders(plan),
      ...(mediaType === undefined ? {} : { mediaType }),
    }
  }

  const known = new Map<number, ErrorPlan | undefined>()
  return (level) => {
    if (!known.has(level)) known.set(level, planAt(level))
    return known.get(level)
  }
}

/** An operation on errors, with the level on its newer side and the schemas on either side as a history has them. */
interface Shift {
  readonly level: number
  readonly facet: ErrorFacet
  readonly current: JsonSchema | undefined
  readonly old: JsonSchema
}
