import { hasLoaders } from './plan.ts'
import type { Expression } from './expression.ts'
import { pending } from './load-session.ts'

/** A function while it is written. */
export interface Draft {
  readonly lines: string[]
  readonly constants: Map<unknown, string>
  /** Whether anything in it asks a loader. */
  readonly waits: boolean
  names: number
}

/** Adds lines of code. */
export function emit(draft: Draft, ...lines: string[]): void {
  draft.lines.push(...lines)
}

/** A name that nothing has yet. */
export function fresh(draft: Draft): string {
  draft.names += 1
  return `t${String(draft.names)}`
}

/** Keeps the value of some code under a name. */
export function define(draft: Draft, code: string): string {
  const name = fresh(draft)
  emit(draft, `const ${name} = ${code}`)
  return name
}

/** The same, for a value that is still to change. */
export function declare(draft: Draft, code: string): string {
  const name = fresh(draft)
  emit(draft, `let ${name} = ${code}`)
  return name
}

/** Gives a variable another value. */
export function assignTo(draft: Draft, name: string, value: string): void {
  if (name !== value) emit(draft, `${name} = ${value}`)
}

/** The name of a value that the function is given. */
export function constantOf(draft: Draft, value: unknown): string {
  const known = draft.constants.get(value)
  if (known !== undefined) return known
  const name = `k${String(draft.constants.size)}`
  draft.constants.set(value, name)
  return name
}

/** A text as code. JSON's form is one of JavaScript's, and writes a lone surrogate as an escape. */
export function toText(text: string): string {
  return JSON.stringify(text)
}

/** Whether an expression, with the plans in it, can be waiting for a loader. */
export function waits(draft: Draft, expression: Expression): boolean {
  return draft.waits && hasLoaders({ kind: 'value', expression, steps: [] })
}

/** Code that gives `pending` where one of some values does. */
export function guardWaiting(draft: Draft, values: readonly string[], code: string): string {
  if (values.length === 0) return code
  const name = constantOf(draft, pending)
  return `${values.map((value) => `${value} === ${name}`).join(' || ')} ? ${name} : (${code})`
}
