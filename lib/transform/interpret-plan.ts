import type { Convert } from './expression.ts'
import { assign, hasPending, interpretExpressions } from './interpret-expression.ts'
import { noSession, pending, type LoadSession } from './load-session.ts'
import {
  keepsRest,
  type ListPlan,
  type Plan,
  type RecordPlan,
  type RestPlan,
  type UnionPlan,
} from './plan.ts'
import { matches } from './tell-apart.ts'
import { toPlain } from './to-plain.ts'

/**
 * Makes closures of a plan, where code may not be generated. They give the same values as generate-code.ts does,
 * which tests hold both to.
 */
export function interpretPlan(plan: Plan): Convert {
  const known = interpreted.get(plan)
  if (known !== undefined) return known
  // A plan that stands inside itself finds this entry, and calls what it will hold.
  interpreted.set(plan, (value, session) => made(value, session))
  const made = interpret(plan)
  interpreted.set(plan, made)
  return made
}

const interpreted = new WeakMap<Plan, Convert>()

function interpret(plan: Plan): Convert {
  switch (plan.kind) {
    case 'named':
      return plan.body === undefined ? (value) => value : interpretPlan(plan.body)
    case 'value': {
      const [evaluate] = interpretExpressions([plan.expression], interpretPlan)
      return (value, session) => evaluate?.(value, session ?? noSession, [])
    }
    case 'union':
      return interpretUnion(plan)
    case 'shape': {
      const list = plan.list === undefined ? undefined : interpretList(plan.list)
      const record = plan.record === undefined ? undefined : interpretRecord(plan.record)
      return (value, session) => {
        if (Array.isArray(value)) return list === undefined ? value : list(value, session)
        return record === undefined ? value : record(value, session)
      }
    }
  }
}

function interpretUnion({ branches }: UnionPlan): Convert {
  const converts = branches.map(({ signature, plan }) => ({
    signature,
    convert: plan === undefined ? undefined : interpretPlan(plan),
  }))
  return (value, session) => {
    const plain = toPlain(value)
    const branch = converts.find(({ signature }) => matches(signature, plain))
    return branch?.convert === undefined ? value : branch.convert(plain, session)
  }
}

function interpretList({
  prefix,
  items,
}: ListPlan): (values: readonly unknown[], session?: LoadSession) => unknown {
  const places = prefix.map((plan) => (plan === undefined ? undefined : interpretPlan(plan)))
  const rest = items === undefined ? undefined : interpretPlan(items)
  return (values, session) => {
    let converted: unknown[] | undefined
    let isPending = false
    for (const [index, value] of values.entries()) {
      const convert = index < places.length ? places[index] : rest
      const result = convert === undefined ? value : convert(value, session)
      isPending ||= result === pending
      // A list of which nothing is changed is passed on as it is.
      if (converted === undefined && result !== value) converted = values.slice(0, index)
      converted?.push(result)
    }
    return isPending ? pending : (converted ?? values)
  }
}

function interpretRecord({ fields, rest }: RecordPlan): Convert {
  const evaluates = interpretExpressions(
    fields.map(({ expression }) => expression),
    interpretPlan,
  )
  const addRest = keepsRest(rest) ? interpretRest(rest) : undefined
  return (value, session) => {
    const plain = toPlain(value)
    if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return plain
    const locals: unknown[] = []
    const record: Record<string, unknown> = {}
    for (const [index, evaluate] of evaluates.entries()) {
      const held = evaluate(plain, session ?? noSession, locals)
      if (held !== undefined) assign(record, fields[index]?.name ?? '', held)
    }
    addRest?.(plain, record, session)
    return hasPending(record) ? pending : record
  }
}

/** Adds to an object the members of another one that no schema names; says whether any of them is still to come. */
export function interpretRest({
  declared,
  patterns,
  keepsOthers,
  others,
}: RestPlan): (from: object, record: Record<string, unknown>, session?: LoadSession) => boolean {
  const matchers = patterns.map(({ pattern, plans }) => ({
    form: new RegExp(pattern, 'u'),
    converts: plans.map(interpretPlan),
  }))
  const rest = others.map(interpretPlan)
  return (from, record, session) => {
    let isPending = false
    // Nearly all names are declared: no list of pairs is made for them.
    for (const name of Object.keys(from)) {
      if (declared.has(name)) continue
      const member = (from as Readonly<Record<string, unknown>>)[name]
      if (member === undefined) continue
      const found = matchers.filter(({ form }) => form.test(name))
      if (found.length === 0 && !keepsOthers) continue
      const converts = found.length === 0 ? rest : found.flatMap((one) => one.converts)
      const held = converts.reduce<unknown>(
        (value, convert) => (value === pending ? value : convert(value, session)),
        member,
      )
      isPending ||= held === pending
      assign(record, name, held)
    }
    return isPending
  }
}
