import {
  assignTo,
  constantOf,
  declare,
  define,
  emit,
  guardWaiting,
  toText,
  waits,
  type Draft,
} from './code-draft.ts'
import type { Expression } from './expression.ts'
import { findKey, pending } from './load-session.ts'
import { fieldsOf, type Plan } from './plan.ts'
import { writeObject, type HeldField } from './write-object.ts'

/** Where an expression stands: what its input is called, and what was written already. */
export interface Scope {
  readonly input: string
  /** Whether the input is known to be an object. */
  readonly isObject: boolean
  /** How many plans stand around it. */
  readonly depth: number
  readonly known: Map<Expression, string>
  /** Writes what converts a variable, and gives the variable of the result. */
  readonly writePlan: (plan: Plan, value: string, depth: number) => string
}

/** Writes an expression, once however often it is used, and gives the variable of its value. */
export function writeExpression(draft: Draft, expression: Expression, scope: Scope): string {
  const known = scope.known.get(expression)
  if (known !== undefined) return known
  const name = writeFresh(draft, expression, scope)
  scope.known.set(expression, name)
  return name
}

function writeFresh(draft: Draft, expression: Expression, scope: Scope): string {
  const write = (part: Expression): string => writeExpression(draft, part, scope)
  switch (expression.kind) {
    case 'input':
      return scope.input
    case 'constant':
      return writeConstant(draft, expression.value)
    case 'member':
      return writeMember(draft, write(expression.of), expression, scope)
    case 'object':
      return writeObject(draft, writeFields(draft, expression.fields, scope), waits(draft, expression))
    case 'call': {
      const args = expression.args.map(write)
      const call = `${constantOf(draft, expression.apply)}(${args.join(', ')})`
      const isMissing = args.map((arg) => `${arg} === undefined`).join(' && ')
      const isSure = scope.isObject && args.includes(scope.input)
      const guarded = args.length === 0 ? 'undefined' : isSure ? call : `${isMissing} ? undefined : ${call}`
      return define(draft, guardWaiting(draft, waits(draft, expression) ? args : [], guarded))
    }
    case 'otherwise': {
      const result = declare(draft, write(expression.of))
      emit(draft, `if (${result} === undefined) {`)
      // Written where it is needed only; what is first written in this block is not known outside of it.
      const inner: Scope = { ...scope, known: new Map(scope.known) }
      assignTo(draft, result, writeExpression(draft, expression.instead, inner))
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
  const guarded = `typeof ${owner} === "object" && ${owner} !== null ? ${own} : undefined`
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
