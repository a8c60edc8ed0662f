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
  | { readonly kind: 'call'; readonly apply: Apply; readonly args: readonly Expression[] }
  | { readonly kind: 'convert'; readonly of: Expression; readonly converter: () => Convert | undefined }

/** A function that an operation brings; it is not called where none of its arguments is there. */
export type Apply = (...args: readonly unknown[]) => unknown

/** Turns one value into its other version's shape. */
export type Convert = (value: unknown) => unknown

/** The value at hand. */
export const input: Expression = { kind: 'input' }

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
