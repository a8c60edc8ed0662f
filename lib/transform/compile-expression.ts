import type { Convert, Expression } from './expression.ts'

/**
 * Compiles an expression to a closure over the value at hand.
 *
 * An expression that is used in several places, as the result of a split is, runs once for each value.
 */
export function compileExpression(expression: Expression): Convert {
  return compileExpressions(
    [expression],
    ([evaluate]) =>
      (value) =>
        evaluate?.(value, []),
  )
}

/** Compiles the fields of a record to one closure that builds it; a field that is not there is left out. */
export function compileRecord(fields: readonly (readonly [string, Expression])[]): RecordBuilder {
  const names = fields.map(([name]) => name)
  return compileExpressions(
    fields.map(([, expression]) => expression),
    (evaluates) => (value) => {
      const locals: unknown[] = []
      const record: Record<string, unknown> = {}
      for (const [index, evaluate] of evaluates.entries()) {
        const held = evaluate(value, locals)
        if (held !== undefined) assign(record, names[index] ?? '', held)
      }
      return record
    },
  )
}

/** Builds an object from another one. */
export type RecordBuilder = (value: unknown) => Record<string, unknown>

/** Sets a member as JSON.parse does: one called `__proto__` is a member like any other. */
export function assign(record: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true })
  } else {
    record[name] = value
  }
}

type Evaluate = (input: unknown, locals: unknown[]) => unknown

function compileExpressions<Result>(
  expressions: readonly Expression[],
  assemble: (evaluates: readonly Evaluate[]) => Result,
): Result {
  const shared = findShared(expressions)
  const compiled = new Map<Expression, Evaluate>()
  const compile = (expression: Expression): Evaluate => {
    const known = compiled.get(expression)
    if (known !== undefined) return known
    const plain = compileOne(expression, compile)
    const slot = shared.get(expression)
    const evaluate = slot === undefined ? plain : keepResult(plain, slot)
    compiled.set(expression, evaluate)
    return evaluate
  }
  return assemble(expressions.map(compile))
}

function compileOne(expression: Expression, compile: (expression: Expression) => Evaluate): Evaluate {
  switch (expression.kind) {
    case 'input':
      return (input) => input
    case 'member':
      return compileMember(compile(expression.of), expression.key)
    case 'object':
      return compileObject(expression.fields.map(([name, field]) => [name, compile(field)]))
    case 'call':
      return compileCall(expression.apply, expression.args.map(compile))
    case 'convert': {
      const of = compile(expression.of)
      const { converter } = expression
      return (input, locals) => {
        const value = of(input, locals)
        const convert = value === undefined ? undefined : converter()
        return convert === undefined ? value : convert(value)
      }
    }
  }
}

function compileMember(of: Evaluate, key: string): Evaluate {
  // Every object inherits `constructor` and the like: those names are members only where the object owns them.
  const inherited = key in Object.prototype
  return (input, locals) => {
    const owner = of(input, locals)
    if (typeof owner !== 'object' || owner === null) return undefined
    if (inherited && !Object.hasOwn(owner, key)) return undefined
    return (owner as Readonly<Record<string, unknown>>)[key]
  }
}

function compileObject(fields: readonly (readonly [string, Evaluate])[]): Evaluate {
  return (input, locals) => {
    let object: Record<string, unknown> | undefined
    for (const [name, evaluate] of fields) {
      const value = evaluate(input, locals)
      if (value === undefined) continue
      object ??= {}
      assign(object, name, value)
    }
    return object
  }
}

function compileCall(apply: (...args: readonly unknown[]) => unknown, args: readonly Evaluate[]): Evaluate {
  const [only] = args
  if (only !== undefined && args.length === 1) {
    return (input, locals) => {
      const value = only(input, locals)
      return value === undefined ? undefined : apply(value)
    }
  }
  return (input, locals) => {
    const values = args.map((arg) => arg(input, locals))
    return values.every((value) => value === undefined) ? undefined : apply(...values)
  }
}

function keepResult(evaluate: Evaluate, slot: number): Evaluate {
  return (input, locals) => {
    if (!(slot in locals)) locals[slot] = evaluate(input, locals)
    return locals[slot]
  }
}

/** The calls and conversions that occur more than once, each with the place in which its result is kept. */
function findShared(expressions: readonly Expression[]): ReadonlyMap<Expression, number> {
  const seen = new Set<Expression>()
  const shared = new Map<Expression, number>()
  const queue = [...expressions]
  for (let part = queue.pop(); part !== undefined; part = queue.pop()) {
    if (seen.has(part)) {
      if (part.kind !== 'input' && !shared.has(part)) shared.set(part, shared.size)
      continue
    }
    seen.add(part)
    queue.push(...listOperands(part))
  }
  return shared
}

function listOperands(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'input':
      return []
    case 'member':
    case 'convert':
      return [expression.of]
    case 'object':
      return expression.fields.map(([, field]) => field)
    case 'call':
      return expression.args
  }
}
