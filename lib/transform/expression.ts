import type { Loader } from './loader.ts'
import type { Plan } from './plan.ts'
import type { LoadSession } from './load-session.ts'

/**
 * How a part of the new message is made from the old one. A plan holds expressions as data, so that it can be
 * printed, fused across versions by substitution, and compiled; nothing here runs.
 *
 * A value that is not there is `undefined` throughout: JSON has no other use for it.
 */
export type Expression =
  | { readonly kind: 'input' }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: string }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, Expression])[] }
  | CallExpression
  | { readonly kind: 'constant'; readonly value: unknown }
  | { readonly kind: 'otherwise'; readonly of: Expression; readonly instead: Expression }
  | LoadExpression
  | { readonly kind: 'convert'; readonly of: Expression; readonly plan: Plan }

/** The result of a function of other values. */
export interface CallExpression {
  readonly kind: 'call'
  readonly apply: Apply
  readonly args: readonly Expression[]
  /** Whether the function only puts what it is given elsewhere: then it gets in no other function's way. */
  readonly isMove?: true
  /** Of a move: where the second argument stands in what the first one is; by default there is one argument. */
  readonly place?: readonly string[]
}

/** What a loader knows of the key of an object. */
export interface LoadExpression {
  readonly kind: 'load'
  readonly loader: Loader
  readonly key: (holder: unknown) => unknown
  readonly holder: Expression
}

/** A function that an operation brings; it is not called where none of its arguments is there. */
export type Apply = (...args: readonly unknown[]) => unknown

/**
 * Turns one value into its other version's shape.
 *
 * @param session what loaders have brought; needed only where a plan has loaders (see load-session.ts)
 */
export type Convert = (value: unknown, session?: LoadSession) => unknown

/** The value at hand. */
export const input: Expression = { kind: 'input' }

/** A value that is not there. */
export const nothing: Expression = { kind: 'constant', value: undefined }

/** A member of an object; not there where the object is not one, or lacks it. */
export function memberOf(of: Expression, key: string): Expression {
  return { kind: 'member', of, key }
}

/** An object of these fields; a field that is not there is left out, an object of none of them is not there. */
export function objectOf(fields: readonly (readonly [string, Expression])[]): Expression {
  return { kind: 'object', fields }
}

/** The result of a function of other values. */
export function callOf(apply: Apply, ...args: readonly Expression[]): Expression {
  return { kind: 'call', apply, args }
}

/** The result of a function that leaves what it is given where it is, or leaves it out. */
export function moveOf(apply: Apply, from: Expression): Expression {
  return { kind: 'call', apply, args: [from], isMove: true }
}

/** The result of a function that puts a value at a place of an object. */
export function insertOf(
  apply: Apply,
  object: Expression,
  place: readonly string[],
  value: Expression,
): Expression {
  return { kind: 'call', apply, args: [object, value], isMove: true, place }
}

/** A value of JSON, the same for every message; a list or object is a new one each time. */
export function constantOf(value: unknown): Expression {
  return { kind: 'constant', value }
}

/** A value, or another one where the first is not there. */
export function otherwise(of: Expression, instead: Expression): Expression {
  return { kind: 'otherwise', of, instead }
}

/** What a loader knows of the key of an object; not there where the key is not. */
export function loadOf(loader: Loader, key: LoadExpression['key'], holder: Expression): Expression {
  return { kind: 'load', loader, key, holder }
}

/** The expressions that an expression is made of. */
export function listOperands(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'input':
    case 'constant':
      return []
    case 'member':
    case 'convert':
      return [expression.of]
    case 'object':
      return expression.fields.map(([, field]) => field)
    case 'call':
      return expression.args
    case 'otherwise':
      return [expression.of, expression.instead]
    case 'load':
      return [expression.holder]
  }
}
