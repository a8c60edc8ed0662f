import { createRequire } from 'node:module'
import type * as Refa from 'refa'
import { toUnicodePattern } from './unicode-pattern.ts'

/** One way through a pattern: what stands in it, from left to right. */
export type Sequence = Refa.NoParent<Refa.Concatenation>
export type Element = Refa.NoParent<Refa.Element>

const maximalNodes = 4000

/**
 * The alternatives of a pattern, as JSON Schema reads it (2020-12 §6.3.3). Groups are alternatives in alternatives.
 *
 * @param flags none for the older rules, which a pattern may follow that is an error by those of Unicode
 * @throws what the library throws, for what is no regular expression, refers back to a group, or is too large
 */
export function parsePattern(refa: typeof Refa, pattern: string, flags: 'u' | '' = 'u'): readonly Sequence[] {
  const parser = refa.JS.Parser.fromLiteral({ source: toUnicodePattern(pattern), flags })
  return parser.parse({ backreferences: 'throw', maxNodes: maximalNodes }).expression.alternatives
}

let loaded: typeof Refa | undefined

/** What the library gives, unless that needs too many states or a pattern is none of its kind. */
export function attempt<Result>(run: (refa: typeof Refa) => Result): Result | undefined {
  // Two different patterns are rare: nothing is loaded before there are.
  loaded ??= createRequire(import.meta.url)('refa') as typeof Refa
  try {
    return run(loaded)
  } catch (error) {
    // The errors of its limits, of syntax, and of what it does not build are plain ones; a fault of ours is none of them.
    if (error instanceof TypeError || error instanceof ReferenceError) throw error
    return undefined
  }
}
