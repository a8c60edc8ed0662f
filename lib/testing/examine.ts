import type { JsonSchema } from '../schema/types.ts'
import type { Convert } from '../transform/expression.ts'
import type { Passage } from '../transform/plan-endpoint.ts'
import type { Converter } from './create-converter.ts'
import type { Kit } from './create-kit.ts'
import type { Law, Way } from './laws.ts'
import { listDifferences } from './list-differences.ts'

/** What a verification tries values with. */
export interface Tools {
  readonly kit: Kit
  readonly convert: Converter
}

/** The way of a part's values between two levels, there and back. */
export interface Span {
  readonly way: Way
  /** Where values come from, and what they become. */
  readonly source: JsonSchema
  readonly target: JsonSchema
  readonly there: Convert | undefined
  readonly back: Convert | undefined
}

/** What is wrong with what became of a value. */
export interface Flaw {
  readonly law: Law
  readonly message: string
  readonly result?: unknown
  readonly back?: unknown
  readonly at?: string
}

/** What became of a value, there and back. */
export interface Journey {
  readonly value: unknown
  readonly result: unknown
  readonly back: unknown
  /** Where what came back differs, as JSON Pointers into the value. */
  readonly differences: readonly string[]
}

/** The way between two levels as the messages of a part take it. */
export function toSpan(passage: Passage, way: Way): Span {
  const { older, newer, upgrade, downgrade } = passage
  return way === 'downgrade'
    ? { way, source: newer, target: older, there: downgrade, back: upgrade }
    : { way, source: older, target: newer, there: upgrade, back: downgrade }
}

/** Law 1, or 2 for what is upgraded: a conversion ends, and what comes out is valid. */
export async function examineThere(
  { kit, convert }: Tools,
  { way, target, there }: Span,
  value: unknown,
): Promise<Flaw | { readonly law: undefined; readonly result: unknown }> {
  const law = way === 'downgrade' ? 'L1' : 'L2'
  const outcome = await convert(there, value)
  if (outcome.kind === 'thrown') return { law, message: `the ${way} failed with ${outcome.message}` }
  const { result } = outcome
  const invalid = kit.findInvalid(target, result)
  if (invalid === undefined) return { law: undefined, result }
  const schema = way === 'downgrade' ? 'old' : 'current'
  return { law, message: `the ${schema} schema says: ${invalid.message}`, result, at: invalid.at }
}

/** Takes a result back. */
export async function examineBack(
  { convert }: Tools,
  { way, back }: Span,
  value: unknown,
  result: unknown,
): Promise<Flaw | (Journey & { readonly law: undefined })> {
  const outcome = await convert(back, result)
  if (outcome.kind === 'thrown') {
    const opposite = way === 'downgrade' ? 'upgrade' : 'downgrade'
    return { law: 'L3', message: `the ${opposite} of the result failed with ${outcome.message}`, result }
  }
  const differences = listDifferences(value, outcome.result)
  return { law: undefined, value, result, back: outcome.result, differences }
}

/** Law 3: what comes back is what was sent. */
export function toStrictFlaw({ result, back, differences }: Journey): Flaw | undefined {
  const [at] = differences
  if (at === undefined) return undefined
  return {
    law: 'L3',
    message: 'what came back is not what was sent, and no loss is declared',
    result,
    back,
    at,
  }
}
