import { toPlain } from './to-plain.ts'
import { listOperands, type Convert, type Expression } from './expression.ts'
import { findKey, noSession, pending, type LoadSession } from './load-session.ts'
import {
  fieldsOf,
  keepsRest,
  type ListPlan,
  type Plan,
  type RecordPlan,
  type RestPlan,
  type UnionPlan,
} from './plan.ts'
import { matches } from './tell-apart.ts'

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

/** Sets a member as JSON.parse does: one called `__proto__` is a member like any other. */
export function assign(record: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true })
  } else {
    record[name] = value
  }
}

/** Compiles an expression to a closure over the value at hand. */
export function interpretExpression(expression: Expression): Convert {
  const evaluate = compile(expression, findShared([expression]), new Map())
  return (value, session) => evaluate(value, session ?? noSession, [])
}

type Evaluate = (input: unknown, session: LoadSession, locals: unknown[]) => unknown

function interpret(plan: Plan): Convert {
  switch (plan.kind) {
    case 'named':
      return plan.body === undefined ? (value) => value : interpretPlan(plan.body)
    case 'value':
      return interpretExpression(plan.expression)
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
  const shared = findShared(fields.map(({ expression }) => expression))
  const compiled = new Map<Expression, Evaluate>()
  const built = fields.map(({ name, expression }) => ({
    name,
    evaluate: compile(expression, shared, compiled),
  }))
  const addRest = keepsRest(rest) ? interpretRest(rest) : undefined
  return (value, session) => {
    const plain = toPlain(value)
    if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return plain
    const locals: unknown[] = []
    const record: Record<string, unknown> = {}
    for (const { name, evaluate } of built) {
      const held = evaluate(plain, session ?? noSession, locals)
      if (held !== undefined) assign(record, name, held)
    }
    addRest?.(plain, record, session)
    return hasPending(record) ? pending : record
  }
}

/** An object that waits for a loader is not there yet: no function may see it. */
function hasPending(record: Readonly<Record<string, unknown>>): boolean {
  for (const name in record) if (record[name] === pending) return true
  return false
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
    for (const [name, member] of Object.entries(from) as [string, unknown][]) {
      if (declared.has(name) || member === undefined) continue
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

function compile(
  expression: Expression,
  shared: ReadonlyMap<Expression, number>,
  compiled: Map<Expression, Evaluate>,
): Evaluate {
  const known = compiled.get(expression)
  if (known !== undefined) return known
  const plain = compileOne(expression, (part) => compile(part, shared, compiled))
  const slot = shared.get(expression)
  const evaluate = slot === undefined ? plain : keepResult(plain, slot)
  compiled.set(expression, evaluate)
  return evaluate
}

function compileOne(expression: Expression, compile: (expression: Expression) => Evaluate): Evaluate {
  switch (expression.kind) {
    case 'input':
      return (input) => input
    case 'constant': {
      const { value } = expression
      return typeof value === 'object' ? () => structuredClone(value) : () => value
    }
    case 'member':
      return compileMember(compile(expression.of), expression.key)
    case 'object':
      return compileObject(expression.fields.map(([name, field]) => [name, compile(field)]))
    case 'call':
      return compileCall(expression.apply, expression.args.map(compile))
    case 'otherwise': {
      const [of, instead] = [compile(expression.of), compile(expression.instead)]
      // `null` is a value; only what is not there has another one in its place.
      return (input, session, locals) => {
        const value = of(input, session, locals)
        return value === undefined ? instead(input, session, locals) : value
      }
    }
    case 'load': {
      const { loader, key } = expression
      const fields = fieldsOf(expression.holder)
      const holder =
        fields === undefined
          ? compile(expression.holder)
          : compileFields(fields.map(([name, field]) => [name, compile(field)]))
      return (input, session, locals) => {
        const held = findKey(holder(input, session, locals) ?? (fields && {}), key)
        return held === undefined || held === pending ? held : session.get(loader, held)
      }
    }
    case 'convert': {
      const of = compile(expression.of)
      const convert = interpretPlan(expression.plan)
      return (input, session, locals) => {
        const value = of(input, session, locals)
        return value === undefined || value === pending ? value : convert(value, session)
      }
    }
  }
}

function compileMember(of: Evaluate, key: string): Evaluate {
  // Every object inherits `constructor` and the like: those names are members only where the object owns them.
  const inherited = key in Object.prototype
  return (input, session, locals) => {
    const owner = of(input, session, locals)
    if (owner === pending) return pending
    if (typeof owner !== 'object' || owner === null) return undefined
    if (inherited && !Object.hasOwn(owner, key)) return undefined
    return (owner as Readonly<Record<string, unknown>>)[key]
  }
}

function compileObject(fields: readonly (readonly [string, Evaluate])[]): Evaluate {
  const build = compileFields(fields)
  return (input, session, locals) => {
    const object = build(input, session, locals)
    return object !== undefined && hasPending(object) ? pending : object
  }
}

/** Builds an object, of which some fields may be pending. */
function compileFields(
  fields: readonly (readonly [string, Evaluate])[],
): (...rest: Parameters<Evaluate>) => Readonly<Record<string, unknown>> | undefined {
  return (input, session, locals) => {
    let object: Record<string, unknown> | undefined
    for (const [name, evaluate] of fields) {
      const value = evaluate(input, session, locals)
      if (value === undefined) continue
      object ??= {}
      assign(object, name, value)
    }
    return object
  }
}

function compileCall(apply: (...args: readonly unknown[]) => unknown, args: readonly Evaluate[]): Evaluate {
  return (input, session, locals) => {
    const values = args.map((arg) => arg(input, session, locals))
    if (values.includes(pending)) return pending
    return values.every((value) => value === undefined) ? undefined : apply(...values)
  }
}

function keepResult(evaluate: Evaluate, slot: number): Evaluate {
  return (input, session, locals) => {
    if (!(slot in locals)) locals[slot] = evaluate(input, session, locals)
    return locals[slot]
  }
}

/** The expressions that occur more than once, each with the place in which its result is kept. */
function findShared(expressions: readonly Expression[]): ReadonlyMap<Expression, number> {
  const counts = new Map<Expression, number>()
  const count = (expression: Expression): void => {
    const held = counts.get(expression) ?? 0
    counts.set(expression, held + 1)
    if (held === 0) for (const operand of listOperands(expression)) count(operand)
  }
  for (const expression of expressions) count(expression)
  const shared = [...counts].flatMap(([expression, times]) =>
    times > 1 && expression.kind !== 'input' && expression.kind !== 'constant' ? [expression] : [],
  )
  return new Map(shared.map((expression, slot) => [expression, slot]))
}
