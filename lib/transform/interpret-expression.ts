import { listOperands, type Convert, type Expression } from './expression.ts'
import { findKey, pending, type LoadSession } from './load-session.ts'
import { fieldsOf, type Plan } from './plan.ts'
import { toPlain, toResult } from './to-plain.ts'

/** Computes an expression for the value at hand; `locals` keeps what is used more than once. */
export type Evaluate = (input: unknown, session: LoadSession, locals: unknown[]) => unknown

/**
 * Makes closures of expressions over one value. An expression that occurs more than once runs once for each value.
 *
 * @param interpret makes a closure of a plan inside of an expression
 */
export function interpretExpressions(
  expressions: readonly Expression[],
  interpret: (plan: Plan) => Convert,
): readonly Evaluate[] {
  const shared = findShared(expressions)
  const compiled = new Map<Expression, Evaluate>()
  return expressions.map((expression) => compile(expression, { shared, compiled, interpret }))
}

/** Sets a member as JSON.parse does: one called `__proto__` is a member like any other. */
export function assign(record: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true })
  } else {
    record[name] = value
  }
}

/** An object that waits for a loader is not there yet: no function may see it. */
export function hasPending(record: Readonly<Record<string, unknown>>): boolean {
  for (const name in record) if (record[name] === pending) return true
  return false
}

/** What closures are made with. */
interface Workshop {
  /** The expressions that occur more than once, each with the place in which its result is kept. */
  readonly shared: ReadonlyMap<Expression, number>
  readonly compiled: Map<Expression, Evaluate>
  readonly interpret: (plan: Plan) => Convert
}

function compile(expression: Expression, workshop: Workshop): Evaluate {
  const { shared, compiled, interpret } = workshop
  const known = compiled.get(expression)
  if (known !== undefined) return known
  const plain = compileOne(expression, interpret, (part) => compile(part, workshop))
  const slot = shared.get(expression)
  const evaluate = slot === undefined ? plain : keepResult(plain, slot)
  compiled.set(expression, evaluate)
  return evaluate
}

function compileOne(
  expression: Expression,
  interpret: Workshop['interpret'],
  compile: (expression: Expression) => Evaluate,
): Evaluate {
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
      const convert = interpret(expression.plan)
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
    const owner = toPlain(of(input, session, locals))
    if (owner === pending) return pending
    if (typeof owner !== 'object' || owner === null || Array.isArray(owner)) return undefined
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
    const values = args.map((arg) => toPlain(arg(input, session, locals)))
    if (values.includes(pending)) return pending
    return values.every((value) => value === undefined) ? undefined : toResult(apply(...values))
  }
}

function keepResult(evaluate: Evaluate, slot: number): Evaluate {
  return (input, session, locals) => {
    if (!(slot in locals)) locals[slot] = evaluate(input, session, locals)
    return locals[slot]
  }
}

/** The expressions that occur more than once, each with the place in which its result is kept. */
export function findShared(expressions: readonly Expression[]): ReadonlyMap<Expression, number> {
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
