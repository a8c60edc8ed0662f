import {
  assignTo,
  constantOf,
  declare,
  define,
  emit,
  fresh,
  guardWaiting,
  toText,
  waits,
  type Draft,
} from './code-draft.ts'
import type { Expression } from './expression.ts'
import { findKey, pending } from './load-session.ts'
import { fieldsOf, type Plan } from './plan.ts'
import { toPlain, toResult } from './to-plain.ts'
import { writeObject, type HeldField } from './write-object.ts'

/** Where an expression stands: what its input is called, and what was written already. */
export interface Scope {
  readonly input: string
  /** Whether the input is known to be an object. */
  readonly isObject: boolean
  /** How many plans stand around it. */
  readonly depth: number
  readonly known: Map<Expression, string>
  /** What is used more than once: it runs once, whichever of its uses is met first. */
  readonly shared: ReadonlySet<Expression>
  /** The variables of shared expressions that were first met in a block, and are declared before all blocks. */
  readonly lazy: Map<Expression, string>
  /** The line before which such variables are declared. */
  readonly start: number
  readonly isInBlock: boolean
  /** Writes what converts a variable, and gives the variable of the result. */
  readonly writePlan: (plan: Plan, value: string, depth: number) => string
}

/** Writes an expression, once however often it is used, and gives the variable of its value. */
export function writeExpression(draft: Draft, expression: Expression, scope: Scope): string {
  const known = scope.known.get(expression)
  if (known !== undefined) return known
  const isLazy = scope.lazy.has(expression) || (scope.isInBlock && scope.shared.has(expression))
  const name = isLazy ? writeOnce(draft, expression, scope) : writeFresh(draft, expression, scope)
  scope.known.set(expression, name)
  return name
}

/** Writes an expression that may have run in another block, or not. */
function writeOnce(draft: Draft, expression: Expression, scope: Scope): string {
  const unset = constantOf(draft, notRun)
  let name = scope.lazy.get(expression)
  if (name === undefined) {
    name = fresh(draft)
    draft.lines.splice(scope.start, 0, `let ${name} = ${unset}`)
    scope.lazy.set(expression, name)
  }
  emit(draft, `if (${name} === ${unset}) {`)
  assignTo(draft, name, writeFresh(draft, expression, toBlock(scope)))
  emit(draft, '}')
  return name
}

/** Stands for a result that is still to come. */
const notRun = Symbol('tidemark.notRun')

/** What is first written in a block is not known outside of it. */
function toBlock(scope: Scope): Scope {
  return { ...scope, known: new Map(scope.known), isInBlock: true }
}

function writeFresh(draft: Draft, expression: Expression, scope: Scope): string {
  const write = (part: Expression): string => writeExpression(draft, part, scope)
  switch (expression.kind) {
    case 'input':
      return scope.input
    case 'constant':
      return writeConstant(draft, expression.value)
    case 'member':
      return isPlain(expression.of, scope)
        ? writeMember(draft, write(expression.of), expression, scope)
        : writeMember(
            draft,
            define(draft, `${constantOf(draft, toPlain)}(${write(expression.of)})`),
            expression,
            scope,
          )
    case 'object':
      return writeObject(draft, writeFields(draft, expression.fields, scope), waits(draft, expression))
    case 'call': {
      // The object at hand is plain already; a date, or a document of a database, that stands in it may not be.
      const plain = constantOf(draft, toPlain)
      const args = expression.args.map((arg) =>
        isPlain(arg, scope) ? write(arg) : define(draft, `${plain}(${write(arg)})`),
      )
      const call = `${constantOf(draft, toResult)}(${constantOf(draft, expression.apply)}(${args.join(', ')}))`
      const isMissing = args.map((arg) => `${arg} === undefined`).join(' && ')
      const isSure = scope.isObject && args.includes(scope.input)
      const guarded = args.length === 0 ? 'undefined' : isSure ? call : `${isMissing} ? undefined : ${call}`
      return define(draft, guardWaiting(draft, waits(draft, expression) ? args : [], guarded))
    }
    case 'otherwise': {
      const result = declare(draft, write(expression.of))
      emit(draft, `if (${result} === undefined) {`)
      // Written where it is needed only.
      assignTo(draft, result, writeExpression(draft, expression.instead, toBlock(scope)))
      emit(draft, '}')
      return result
    }
    case 'load': {
      const fields = fieldsOf(expression.holder)
      const holder =
        fields === undefined
          ? write(expression.holder)
          : `${writeObject(draft, writeFields(draft, fields, scope), false)} ?? {}`
      const key = define(
        draft,
        `${constantOf(draft, findKey)}(${holder}, ${constantOf(draft, expression.key)})`,
      )
      const load = `${key} === undefined ? undefined : s.get(${constantOf(draft, expression.loader)}, ${key})`
      return define(draft, guardWaiting(draft, [key], load))
    }
    case 'convert': {
      const of = write(expression.of)
      const result = declare(draft, of)
      emit(
        draft,
        `if (${of} !== undefined${waits(draft, expression.of) ? ` && ${of} !== ${constantOf(draft, pending)}` : ''}) {`,
      )
      assignTo(draft, result, scope.writePlan(expression.plan, of, scope.depth + 1))
      emit(draft, '}')
      return result
    }
  }
}

/** Whether a value is known to be as JSON has it. */
function isPlain(expression: Expression, scope: Scope): boolean {
  return (expression.kind === 'input' && scope.isObject) || expression.kind === 'object'
}

function writeMember(
  draft: Draft,
  owner: string,
  { of, key }: Expression & { readonly kind: 'member' },
  scope: Scope,
): string {
  // Every object inherits `constructor` and the like: those names are members only where the object owns them.
  const member = `${owner}[${toText(key)}]`
  const own =
    key in Object.prototype
      ? `${constantOf(draft, Object.hasOwn)}(${owner}, ${toText(key)}) ? ${member} : undefined`
      : member
  if (of.kind === 'input' && scope.isObject) return define(draft, own)
  const isObject = `typeof ${owner} === "object" && ${owner} !== null && !Array.isArray(${owner})`
  const guarded = `${isObject} ? ${own} : undefined`
  return define(draft, guardWaiting(draft, waits(draft, of) ? [owner] : [], guarded))
}

function writeFields(
  draft: Draft,
  fields: readonly (readonly [string, Expression])[],
  scope: Scope,
): readonly HeldField[] {
  return fields.map(([name, field]) => ({
    name,
    held: writeExpression(draft, field, scope),
    isExpected: false,
  }))
}

function writeConstant(draft: Draft, value: unknown): string {
  if (typeof value === 'string') return toText(value)
  if (value === undefined || value === null || typeof value === 'boolean') return String(value)
  if (typeof value !== 'object') return constantOf(draft, value)
  return define(draft, `${constantOf(draft, structuredClone)}(${constantOf(draft, value)})`)
}
