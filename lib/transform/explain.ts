import type { PartName } from '../schema/endpoint-part.ts'
import { listExpressions, type FieldPlan, type Plan, type RecordPlan } from './plan.ts'
import type { Expression } from './expression.ts'
import { toToken } from './json-pointer.ts'
import type { Direction, Step } from './steps.ts'

/** What happens to one part of an endpoint's messages. */
export interface PartExplanation {
  readonly part: PartName
  /** Of a response, as the endpoint declares it. */
  readonly status: string | undefined
  /** Of a body that is declared for further media types: the one that is meant. */
  readonly mediaType?: string
  readonly direction: Direction
  /** Empty where the part passes as it is. */
  readonly fields: readonly FieldExplanation[]
  /** By what the part is checked or written in the current version, where a server says so. */
  readonly engine?: PartEngine
}

/** By what a part of a message is checked, or written. */
export interface PartEngine {
  /**
   * - `json-schema`: compiled JSON Schema, which says all of it.
   * - `zod`: compiled JSON Schema, and zod for what that cannot say.
   * - `service`: a compiler that the service has set.
   */
  readonly name: 'json-schema' | 'zod' | 'service'
  /** Why it is not compiled JSON Schema alone: `refinement at /email`. */
  readonly reasons: readonly string[]
}

/** What happens to one field. Places are JSON Pointers; `*` stands for every item, or every member of a map. */
export interface FieldExplanation {
  /** Where it is found in the result; `undefined` where it is dropped. */
  readonly to: string | undefined
  /** The fields of the source that it is made of. */
  readonly from: readonly string[]
  readonly happens: 'kept' | 'renamed' | 'moved' | 'computed' | 'loaded' | 'added' | 'dropped' | 'repeated'
  /** The changes that do it, in the order of the conversion. */
  readonly by: readonly { readonly change: string; readonly version: string; readonly operation: string }[]
}

/** Lists what a plan does to every field that it visits; what is not listed passes by reference. */
export function explainPlan(plan: Plan): readonly FieldExplanation[] {
  return visit(plan, '', '', new Set())
}

function visit(plan: Plan, from: string, to: string, outer: ReadonlySet<Plan>): readonly FieldExplanation[] {
  // A schema that stands inside itself is told once.
  if (outer.has(plan)) return [{ to: to || '/', from: [from || '/'], happens: 'repeated', by: [] }]
  const inside = new Set([...outer, plan])
  switch (plan.kind) {
    case 'named':
      return plan.body === undefined ? [] : visit(plan.body, from, to, inside)
    case 'value':
      return [
        {
          to: to || '/',
          from: [(trace(plan.expression, from)?.place ?? from) || '/'],
          happens: nameExpression(plan.expression, undefined),
          by: toBy(plan.steps),
        },
        ...visitInside(plan.expression, from, to, inside),
      ]
    case 'union':
      return plan.branches.flatMap((branch) =>
        branch.plan === undefined ? [] : visit(branch.plan, from, to, inside),
      )
    case 'shape':
      return [
        ...(plan.list?.prefix ?? []).flatMap((item, index) =>
          item === undefined ? [] : visit(item, `${from}/${String(index)}`, `${to}/${String(index)}`, inside),
        ),
        ...(plan.list?.items === undefined ? [] : visit(plan.list.items, `${from}/*`, `${to}/*`, inside)),
        ...(plan.record === undefined ? [] : visitRecord(plan.record, from, to, inside)),
      ]
  }
}

function visitRecord(
  { fields, dropped, rest }: RecordPlan,
  from: string,
  to: string,
  outer: ReadonlySet<Plan>,
): readonly FieldExplanation[] {
  return [
    ...fields.flatMap(({ name, expression, sources, steps }) => {
      // A field that is put as not there keeps an undeclared member of its name away; there is nothing to tell of it.
      if (expression.kind === 'constant' && expression.value === undefined) return []
      const here = `${to}/${toToken(name)}`
      const traced = trace(expression, from)
      const row: FieldExplanation = {
        to: here,
        from: traced === undefined ? sources.map((source) => `${from}/${toToken(source)}`) : [traced.place],
        happens: nameExpression(expression, name),
        by: toBy([...steps, ...(traced?.steps ?? [])]),
      }
      return [row, ...visitInside(expression, from, here, outer)]
    }),
    ...dropped.map(({ name, steps }): FieldExplanation => ({
      to: undefined,
      from: [`${from}/${toToken(name)}`],
      happens: 'dropped',
      by: toBy(steps),
    })),
    ...[...rest.patterns.flatMap(({ plans }) => plans), ...rest.others].flatMap((plan) =>
      visit(plan, `${from}/*`, `${to}/*`, outer),
    ),
  ]
}

/** What is converted inside of the value that an expression puts at a place. */
function visitInside(
  expression: Expression,
  from: string,
  to: string,
  outer: ReadonlySet<Plan>,
): readonly FieldExplanation[] {
  if (expression.kind === 'object') {
    return expression.fields.flatMap(([name, field]) =>
      visitInside(field, from, `${to}/${toToken(name)}`, outer),
    )
  }
  if (expression.kind === 'member' && expression.of.kind === 'convert') {
    // One field of an object that is converted on the way: of the conversion, only this field is seen.
    const field = findField(expression.of.plan, expression.key)
    const place = trace(expression.of.of, from)?.place
    return field === undefined || place === undefined ? [] : visitInside(field.expression, place, to, outer)
  }
  if (expression.kind !== 'convert') return []
  const place = trace(expression.of, from)?.place
  return place === undefined ? [] : visit(expression.plan, place, to, outer)
}

/** A place of the source, and the steps that have had it in hand on the way out of an object that is converted. */
interface Traced {
  readonly place: string
  readonly steps: readonly Step[]
}

/** Where the value of an expression stands in the source; `undefined` where it is made of several, or of none. */
function trace(expression: Expression, from: string): Traced | undefined {
  switch (expression.kind) {
    case 'input':
      return { place: from, steps: [] }
    case 'convert':
      return trace(expression.of, from)
    case 'member': {
      const owner = trace(expression.of, from)
      if (owner === undefined) return undefined
      const field =
        expression.of.kind === 'convert' ? findField(expression.of.plan, expression.key) : undefined
      if (field === undefined) return { ...owner, place: `${owner.place}/${toToken(expression.key)}` }
      const inner = trace(field.expression, owner.place)
      return inner === undefined ? undefined : { place: inner.place, steps: [...field.steps, ...inner.steps] }
    }
    case 'object':
    case 'call':
    case 'constant':
    case 'otherwise':
    case 'load':
      return undefined
  }
}

function findField(plan: Plan, name: string): FieldPlan | undefined {
  const inner = plan.kind === 'named' ? plan.body : plan
  if (inner?.kind === 'named') return findField(inner, name)
  return inner?.kind === 'shape' ? inner.record?.fields.find((field) => field.name === name) : undefined
}

function nameExpression(expression: Expression, name: string | undefined): FieldExplanation['happens'] {
  switch (expression.kind) {
    case 'input':
      return 'kept'
    case 'convert':
      return nameExpression(expression.of, name)
    case 'member':
      if (expression.of.kind !== 'input') return nameMember(expression.of)
      return expression.key === name ? 'kept' : name === undefined ? 'moved' : 'renamed'
    case 'object':
      return 'moved'
    case 'constant':
      return 'added'
    case 'call':
    case 'load':
    case 'otherwise':
      if (expression.kind === 'call' && expression.isMove === true) return 'moved'
      return listExpressions(expression).some(({ kind }) => kind === 'load') ? 'loaded' : 'computed'
  }
}

/** One of several fields that a function gives is as computed as all of them are. */
function nameMember(of: Expression): FieldExplanation['happens'] {
  const happens = nameExpression(of, undefined)
  return happens === 'kept' ? 'moved' : happens
}

function toBy(steps: readonly Step[]): FieldExplanation['by'] {
  return steps.map(({ change, version, operation }) => ({
    change: change.summary,
    version: version.name,
    operation: operation.name,
  }))
}
