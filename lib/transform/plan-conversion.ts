import { toError } from '../errors.ts'
import { toComponentName, toReference } from '../schema/components.ts'
import { listSubschemas, toSchema, toSchemaObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import { reachOf } from './find-reach.ts'
import { input, type Expression } from './expression.ts'
import { hasInside, listAlternatives, unentered, type Part } from './list-alternatives.ts'
import {
  changesNothing,
  listInnerPlans,
  type ListPlan,
  type NamedPlan,
  type Plan,
  type RecordPlan,
} from './plan.ts'
import { planRecord, type Lift, type RecordShape } from './plan-record.ts'
import { isRestTouched, planRest } from './plan-rest.ts'
import type { SchemaHistory } from './schema-history.ts'
import type { Direction, Move, Step } from './steps.ts'
import { areApart, settleSignatures, toSignature } from './tell-apart.ts'

/** Conversions between levels, each planned once and shared by all places that need it. */
export interface Conversions {
  /** The plan of a schema's values between two levels; `undefined` where they pass as they are. */
  between(schema: JsonSchema, from: number, to: number): Plan | undefined
  /** The newest level at which a schema, with all that it refers to, is what it is at the given one. */
  settle(schema: JsonSchema, level: number): number
}

/**
 * Finds, for any schema, every place that a change reaches (nested, in arrays, tuples, maps, unions, recursion)
 * and plans one pass over a value that visits these places and no others.
 *
 * @throws TDM_UNION_AMBIGUOUS, TDM_CHANGE_INVALID
 */
export function planConversions(history: SchemaHistory, direction: Direction): Conversions {
  const named = new Map<string, Entry>()
  const finished = new Set<Plan>()
  /** Named plans that are known to change something. */
  const proven = new Set<Plan>()
  const reach = reachOf(history)
  const postponed: (() => void)[] = []
  let depth = 0

  const between = (schema: JsonSchema, start: number, end: number): Plan | undefined => {
    if (start === end || typeof schema === 'boolean') return undefined
    const [from, to] = [reach.settle(schema, start), reach.settle(schema, end)]
    if (from === to) return undefined
    const name = toComponentName(schema.$ref)
    const isNamed = name !== undefined && !hasInside(schema)
    if (!isNamed && depth > maxDepth) return postpone(schema, from, to)
    depth += 1
    try {
      if (!isNamed) return plan(schema, undefined, from, to)
      return byName(name, `${String(from)}:${String(to)}:${name}`, from, to)
    } finally {
      depth -= 1
    }
  }

  /** Schemas within schemas end the stack at some depth: what is deeper is planned when the rest is done. */
  const postpone = (schema: Readonly<Record<string, unknown>>, from: number, to: number): Plan => {
    const entry: Entry = { kind: 'named', name: '', from, to, body: undefined }
    postponed.push(() => {
      entry.body = plan(schema, undefined, from, to)
      finished.add(entry)
    })
    return entry
  }

  const byName = (name: string, key: string, from: number, to: number): Plan | undefined => {
    const known = named.get(key)
    // A recursive schema finds the entry of its own plan, which is still being made.
    if (known !== undefined) return finished.has(known) && known.body === undefined ? undefined : known
    const entry: Entry = { kind: 'named', name, from, to, body: undefined }
    named.set(key, entry)
    try {
      const moves = history
        .listMoves([name], { from, to })
        .filter(({ step }) => step.operation.value !== undefined)
      entry.body =
        moves.length === 0
          ? plan(toSchemaObject(history.at(name, from) ?? true), name, from, to)
          : planValues(name, moves, from, to)
    } catch (error) {
      // What was planned on the way may refer to this entry: another call is to fail in the same way.
      named.clear()
      postponed.length = 0
      throw error
    }
    finished.add(entry)
    if (entry.body === undefined) return undefined
    const verdict = judge(entry)
    if (verdict === 'changes') proven.add(entry)
    if (verdict === 'same') entry.body = undefined
    return entry.body === undefined ? undefined : entry
  }

  /** Whether a plan changes any value, as far as can be said while plans that it reaches are still being made. */
  const judge = (plan: Plan): 'changes' | 'same' | 'open' => {
    let isOpen = false
    const seen = new Set([plan])
    for (const part of seen) {
      if (proven.has(part) || !changesNothing(part)) return 'changes'
      if (part.kind === 'named' && !finished.has(part)) isOpen = true
      for (const inner of listInnerPlans(part)) seen.add(inner)
    }
    return isOpen ? 'open' : 'same'
  }

  const lift: Lift = (expression, schema, from, to) => {
    const inner = between(schema, from, to)
    return inner === undefined ? expression : { kind: 'convert', of: expression, plan: inner }
  }

  /** Operations on whole values, with what else changes between them and inside of them. */
  const planValues = (name: string, moves: readonly Move[], from: number, to: number): Plan => {
    const self = { $ref: toReference(name) }
    let expression: Expression = input
    let reached = from
    for (const { step, before, after } of moves) {
      const { value } = step.operation
      if (value === undefined) continue
      const old = history.at(name, Math.max(before, after)) ?? true
      expression = lift(expression, self, reached, before)
      // As with fields, what stands inside is of the newer side while an operation has the value in hand.
      if (direction === 'upgrade') expression = value.upgrade(lift(expression, old, before, after))
      else expression = lift(value.downgrade(expression), old, before, after)
      reached = after
    }
    expression = lift(expression, self, reached, to)
    return { kind: 'value', expression, steps: moves.map(({ step }) => step) }
  }

  const plan = (
    schema: Readonly<Record<string, unknown>>,
    name: string | undefined,
    from: number,
    to: number,
  ): Plan | undefined => {
    refuseUnentered(schema, name, from, to)
    const label = name === undefined ? 'a schema without a name' : history.label(name)
    const branches = listAlternatives({ name, schema }, from, history).map((parts) => {
      const live = parts.filter((part) => isLive(part, name, from, to))
      // An operation on a whole value takes with it all that the value's schema refers to.
      const whole = live.find((part) => findWholeMove(part, name, from, to) !== undefined)
      const isTaken = ({ within }: Part): boolean =>
        whole?.name !== undefined && within?.includes(whole.name) === true
      const [only, ...others] = whole === undefined ? live : [whole, ...live.filter((part) => !isTaken(part))]
      // A branch that is one named schema shares that schema's plan, which may be the one being made.
      const isShared = only?.name !== undefined && only.name !== name && others.length === 0
      const inner = isShared
        ? between({ $ref: toReference(only.name) }, from, to)
        : planParts(live, name, from, to)
      return { parts, plan: inner !== undefined && judge(inner) === 'same' ? undefined : inner }
    })
    const [first, ...others] = branches
    if (first === undefined || others.length === 0) return first?.plan
    if (branches.every((branch) => branch.plan === undefined)) return undefined
    const signatures = branches.map(({ parts }) =>
      toSignature(parts, (field) => history.resolve(field, from)),
    )
    for (const [index, branch] of branches.entries()) {
      for (const [place, other] of branches.entries()) {
        if (place <= index || branch.plan === other.plan) continue
        const [one, two] = [signatures[index], signatures[place]]
        if (one === undefined || two === undefined || areApart(one, two)) continue
        const step = findTouchOf([...branch.parts, ...other.parts], from, to)
        throw toError(
          'TDM_UNION_AMBIGUOUS',
          step?.change.summary ?? '',
          step?.version.name ?? '',
          `branches ${String(index + 1)} and ${String(place + 1)} of a union in ${label}`,
        )
      }
    }
    const settled = settleSignatures(signatures)
    return {
      kind: 'union',
      branches: branches.flatMap((branch, index) => {
        const signature = settled[index]
        return signature === undefined ? [] : [{ signature, plan: branch.plan }]
      }),
    }
  }

  /** A change that reaches what no value can be told to be would pass it by without a word. */
  const refuseUnentered = (
    schema: Readonly<Record<string, unknown>>,
    name: string | undefined,
    from: number,
    to: number,
  ): void => {
    for (const keyword of unentered) {
      const held = schema[keyword]
      if (held === undefined) continue
      const step = reach.findStep({ allOf: listSubschemas({ [keyword]: held }) }, from, to)
      if (step !== undefined)
        history.refuse(
          step,
          name ?? '',
          `it would have to convert what stands under "${keyword}", which it cannot`,
        )
    }
  }

  const findTouchOf = (parts: readonly Part[], from: number, to: number): Step | undefined => {
    for (const { name, schema } of parts) {
      const step = reach.findStep(name === undefined ? schema : { $ref: toReference(name) }, from, to)
      if (step !== undefined) return step
    }
    return undefined
  }

  /** Whether a part can need a conversion: by what it says stands inside, or by an operation on its whole value. */
  const isLive = (part: Part, self: string | undefined, from: number, to: number): boolean =>
    hasInside(part.schema) ||
    (part.name !== undefined && part.name !== self && history.findChange(part.name, from, to) !== undefined)

  /** An operation on the whole value of a part that is another schema than the one that is being planned. */
  const findWholeMove = (
    { name }: Part,
    self: string | undefined,
    from: number,
    to: number,
  ): Move | undefined =>
    name === undefined || name === self
      ? undefined
      : history.listMoves([name], { from, to }).find(({ step }) => step.operation.value !== undefined)

  const planParts = (
    parts: readonly Part[],
    self: string | undefined,
    from: number,
    to: number,
  ): Plan | undefined => {
    for (const part of parts) {
      const move = findWholeMove(part, self, from, to)
      if (move !== undefined)
        history.refuse(
          move.step,
          part.name ?? '',
          `it stands in an allOf, where no value is its alone; change the schema around it`,
        )
    }
    const list = planList(parts, from, to)
    const record = planMembers(parts, from, to)
    return list === undefined && record === undefined ? undefined : { kind: 'shape', list, record }
  }

  const planList = (parts: readonly Part[], from: number, to: number): ListPlan | undefined => {
    const tuple = parts.map(({ schema }) => schema.prefixItems).find(Array.isArray) ?? []
    const prefix = tuple.map((item) => between(toSchema(item), from, to))
    const rest = parts.find(({ schema }) => schema.items !== undefined)?.schema.items
    const items = between(toSchema(rest), from, to)
    return items === undefined && prefix.every((inner) => inner === undefined) ? undefined : { prefix, items }
  }

  const planMembers = (parts: readonly Part[], from: number, to: number): RecordPlan | undefined => {
    const shape = toShape(parts)
    const { declared, ...record } = planRecord(shape, { from, to, direction }, history, lift)
    const rest = planRest(parts, direction, declared, (schema) => between(schema, from, to))
    const isSame =
      record.dropped.length === 0 &&
      record.fields.every(
        ({ name, expression }) =>
          expression.kind === 'member' && expression.of === input && expression.key === name,
      )
    return isSame && !isRestTouched(rest) ? undefined : { ...record, rest }
  }

  return {
    settle: (schema, level) => reach.settle(schema, level),
    between: (schema, from, to) => {
      const found = between(schema, from, to)
      for (let next = postponed.pop(); next !== undefined; next = postponed.pop()) next()
      return found === undefined || judge(found) === 'same' ? undefined : found
    },
  }
}

/** How many schemas may stand inside each other before planning goes on later. */
const maxDepth = 60

/** A named plan while it is being made. */
type Entry = { -readonly [Key in keyof NamedPlan]: NamedPlan[Key] }

/** The named schemas and the own properties among the parts of an object's schema. */
function toShape(parts: readonly Part[]): RecordShape {
  return {
    names: [...new Set(parts.flatMap(({ name }) => (name === undefined ? [] : [name])))],
    own: parts.flatMap(({ name, schema }) => (name === undefined ? [schema] : [])),
  }
}
