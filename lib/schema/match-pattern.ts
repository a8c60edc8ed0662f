const compiled = new Map<string, RegExp | undefined>()
const maximalCacheSize = 5000

/** A string this short is matched in bounded time even by a pattern that backtracks without bounds. */
const safeLength = 20

/**
 * Says whether a string matches a pattern as JSON Schema means it: unanchored, with Unicode semantics where the
 * source allows them.
 *
 * @returns `undefined` where the source is no regular expression here, or could take exponential time
 */
export function matchPattern(source: string, value: string): boolean | undefined {
  let pattern = compiled.get(source)
  if (pattern === undefined && !compiled.has(source)) {
    pattern = toRegExp(source)
    if (compiled.size >= maximalCacheSize) compiled.clear()
    compiled.set(source, pattern)
  }
  if (pattern === undefined || (value.length > safeLength && hasNestedRepeat(source))) return undefined
  return pattern.test(value)
}

function toRegExp(source: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(source, flags)
    } catch {
      // Patterns of other languages end here; they stay undecided.
    }
  }
  return undefined
}

/** A repeated group that itself holds an unbounded repeat is what makes backtracking explode. */
function hasNestedRepeat(source: string): boolean {
  return /\((?:[^()\\]|\\.)*[*+](?:[^()\\]|\\.)*\)(?:[*+]|\{\d+,\d*\})/.test(source)
}
