import { toUnicodePattern } from './unicode-pattern.ts'
import { estimateCost, estimateSteps, type MatchingCost } from './estimate-matching.ts'

interface Compiled {
  readonly pattern: RegExp | undefined
  readonly cost: MatchingCost
}

const compiled = new Map<string, Compiled>()
const maximalCacheSize = 5000

/** A match that could take more steps than this is not tried: a pattern may backtrack without end. */
const maximalSteps = 2_000_000

/**
 * Says whether a string matches a pattern as JSON Schema means it: unanchored, with Unicode semantics where the
 * source allows them.
 *
 * @returns `undefined` where the source is no regular expression here, or could take exponential time
 */
export function matchPattern(source: string, value: string): boolean | undefined {
  const { pattern, cost } = readPattern(source)
  if (pattern === undefined || estimateSteps(cost, value.length) > maximalSteps) return undefined
  try {
    return pattern.test(value)
  } catch {
    // Some patterns turn out to be too large only here.
    return undefined
  }
}

/** Says whether a string can be held against a pattern in bounded time. */
export function isMatchable(source: string, value: string): boolean {
  return estimateSteps(readPattern(source).cost, value.length) <= maximalSteps
}

function readPattern(source: string): Compiled {
  let known = compiled.get(source)
  if (known === undefined) {
    known = { pattern: toRegExp(source), cost: estimateCost(source) }
    if (compiled.size >= maximalCacheSize) compiled.clear()
    compiled.set(source, known)
  }
  return known
}

function toRegExp(source: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(flags === 'u' ? toUnicodePattern(source) : source, flags)
    } catch {
      // Patterns of other languages end here; they stay undecided.
    }
  }
  return undefined
}
