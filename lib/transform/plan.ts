import { listOperands, type Expression } from './expression.ts'
import type { Signature } from './tell-apart.ts'
import type { Step } from './steps.ts'

/**
 * How the values of a schema become those of another level, as data: it is printed by `explain`, run by
 * interpret-plan.ts, and written out as code by generate-code.ts. Where there is no plan, values pass as they are.
 */
export type Plan = NamedPlan | ValuePlan | ShapePlan | UnionPlan

/** The plan of a named schema, which all places share and which may stand inside itself. */
export interface NamedPlan {
  readonly kind: 'named'
  readonly name: string
  readonly from: number
  readonly to: number
  /** Filled while the plan is made; `undefined` where values pass as they are. */
  readonly body: Plan | undefined
}

/** Operations on whole values, one after the other. */
export interface ValuePlan {
  readonly kind: 'value'
  readonly expression: Expression
  readonly steps: readonly Step[]
}

/** What is done to a value if it is a list, and what if it is an object; any other passes. */
export interface ShapePlan {
  readonly kind: 'shape'
  readonly list: ListPlan | undefined
  readonly record: RecordPlan | undefined
}

/** The items of a list: those with a place of their own, and the others. */
export interface ListPlan {
  readonly prefix: readonly (Plan | undefined)[]
  readonly items: Plan | undefined
}

/** How an object is built anew. */
export interface RecordPlan {
  /** The fields, in the order in which the target's schema lists them. */
  readonly fields: readonly FieldPlan[]
  /** The fields of the source that nothing is made of, with the steps that have dropped them. */
  readonly dropped: readonly { readonly name: string; readonly steps: readonly Step[] }[]
  readonly rest: RestPlan
}

/** One field of the target. */
export interface FieldPlan {
  readonly name: string
  readonly expression: Expression
  /** Whether a valid source always has it: what is built is fastest then. */
  readonly isExpected: boolean
  /** The fields of the source that it is made of. */
  readonly sources: readonly string[]
  /** The steps that have had it in hand, in the order of the conversion. */
  readonly steps: readonly Step[]
}

/** What becomes of the members that a schema does not name. */
export interface RestPlan {
  /** The names on either side: they are no others, whatever a message holds. */
  readonly declared: ReadonlySet<string>
  readonly patterns: readonly { readonly pattern: string; readonly plans: readonly Plan[] }[]
  /** Whether members that match no pattern are kept. */
  readonly keepsOthers: boolean
  readonly others: readonly Plan[]
}

/** A value is converted as the branch that it belongs to. */
export interface UnionPlan {
  readonly kind: 'union'
  readonly branches: readonly { readonly signature: Signature; readonly plan: Plan | undefined }[]
}

/** Whether any of an object's members without a name in the schema can be there at all. */
export function keepsRest(rest: RestPlan): boolean {
  return rest.keepsOthers || rest.patterns.length > 0
}

/** The plans right inside of a plan. */
export function listInnerPlans(plan: Plan): readonly Plan[] {
  // A named plan may still be in the making; the others do not change any more.
  if (plan.kind === 'named') return plan.body === undefined ? [] : [plan.body]
  const known = innerPlans.get(plan)
  if (known !== undefined) return known
  const found = findInnerPlans(plan)
  innerPlans.set(plan, found)
  return found
}

const innerPlans = new WeakMap<Plan, readonly Plan[]>()

function findInnerPlans(plan: Exclude<Plan, NamedPlan>): readonly Plan[] {
  switch (plan.kind) {
    case 'value':
      return listConverted(plan.expression)
    case 'union':
      return plan.branches.flatMap((branch) => branch.plan ?? [])
    case 'shape':
      return [
        ...(plan.list === undefined
          ? []
          : [...plan.list.prefix, plan.list.items].flatMap((item) => item ?? [])),
        ...(plan.record === undefined
          ? []
          : [
              ...plan.record.fields.flatMap(({ expression }) => listConverted(expression)),
              ...plan.record.rest.patterns.flatMap(({ plans }) => plans),
              ...plan.record.rest.others,
            ]),
      ]
  }
}

/** An expression and all that it is made of, each once. */
export function listExpressions(expression: Expression): readonly Expression[] {
  const seen = new Set([expression])
  for (const part of seen) for (const operand of listOperands(part)) seen.add(operand)
  return [...seen]
}

function listConverted(expression: Expression): readonly Plan[] {
  return listExpressions(expression).flatMap((part) => (part.kind === 'convert' ? [part.plan] : []))
}

/** Whether a conversion has to wait for loaders. It is asked of plans that are made. */
export function hasLoaders(plan: Plan): boolean {
  if (withoutLoaders.has(plan)) return false
  const seen = new Set([plan])
  for (const part of seen) {
    if (withoutLoaders.has(part)) continue
    if (listOwnExpressions(part).some(loads)) return true
    for (const inner of listInnerPlans(part)) seen.add(inner)
  }
  for (const part of seen) withoutLoaders.add(part)
  return false
}

/** Nearly all plans: each is looked into once, however many functions are written of what is around it. */
const withoutLoaders = new WeakSet<Plan>()

/** The fields of an object that is built for a function; `undefined` where the value is handed on as it is. */
export function fieldsOf(expression: Expression): (Expression & { kind: 'object' })['fields'] | undefined {
  if (expression.kind === 'otherwise') return fieldsOf(expression.of)
  return expression.kind === 'object' ? expression.fields : undefined
}

/** Whether an expression, without the plans in it, asks a loader. */
export function loads(expression: Expression): boolean {
  return listExpressions(expression).some(({ kind }) => kind === 'load')
}

function listOwnExpressions(plan: Plan): readonly Expression[] {
  if (plan.kind === 'value') return [plan.expression]
  return plan.kind === 'shape' ? (plan.record?.fields ?? []).map(({ expression }) => expression) : []
}

/** Whether a plan itself, apart from those inside of it, changes no value, as when a rename was taken back. */
export function changesNothing(plan: Plan): boolean {
  if (plan.kind === 'value') return isKept(plan.expression)
  if (plan.kind !== 'shape' || plan.record === undefined) return true
  const { fields, dropped } = plan.record
  return dropped.length === 0 && fields.every(({ name, expression }) => isKept(expression, name))
}

/** An expression that gives what stands in the same place; what is converted in it is looked at by itself. */
function isKept(expression: Expression, name?: string): boolean {
  if (expression.kind === 'convert') return isKept(expression.of, name)
  if (name === undefined) return expression.kind === 'input'
  return expression.kind === 'member' && expression.of.kind === 'input' && expression.key === name
}
