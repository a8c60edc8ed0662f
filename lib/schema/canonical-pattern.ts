import { attempt, type Element, parsePattern, type Sequence } from './parse-pattern.ts'
import type { Stated } from './shape.ts'

const known = new Map<string, string>()
const maximalCacheSize = 2000

/** Patterns that no pattern of the other list says too, be it in other words; those that read the same come first. */
export function withoutPatterns(
  list: readonly Stated<string>[],
  others: readonly Stated<string>[],
): readonly Stated<string>[] {
  if (list.length === 0 || others.length === 0) return list
  const texts = new Set(others.map(({ value }) => value))
  const left = list.filter(({ value }) => !texts.has(value))
  if (left.length === 0) return left
  const meanings = new Set(others.map(({ value }) => toCanonicalPattern(value)))
  return left.filter(({ value }) => !meanings.has(toCanonicalPattern(value)))
}

/** What stands in a map under a pattern, or under one that says the same in other words. */
export function findPattern<Value>(map: ReadonlyMap<string, Value>, pattern: string): Value | undefined {
  const exact = map.get(pattern)
  if (exact !== undefined || map.size === 0) return exact
  const meaning = toCanonicalPattern(pattern)
  for (const [other, value] of map) if (toCanonicalPattern(other) === meaning) return value
  return undefined
}

/**
 * One text for all patterns whose syntax trees say the same: groups that hold nothing together, what is captured, the
 * order of alternatives and which way of repeating is tried first have no say in whether a string matches. That is
 * seen without an automaton, for which a pattern may be too large. A pattern that cannot be parsed is its own text.
 */
export function toCanonicalPattern(pattern: string): string {
  let text = known.get(pattern)
  if (text === undefined) {
    text =
      attempt((refa) => `u ${write(parsePattern(refa, pattern))}`) ??
      attempt((refa) => `- ${write(parsePattern(refa, pattern, ''))}`) ??
      `? ${pattern}`
    if (known.size >= maximalCacheSize) known.clear()
    known.set(pattern, text)
  }
  return text
}

function write(alternatives: readonly Sequence[]): string {
  return join(listTexts(alternatives))
}

function join(texts: ReadonlySet<string>): string {
  // No way through: no string matches, not even the empty one.
  if (texts.size === 0) return '[]'
  return [...texts].sort().join('|')
}

/** The texts of alternatives; alternatives that are all there is of one of them are of the same list. */
function listTexts(alternatives: readonly Sequence[]): ReadonlySet<string> {
  const texts = new Set<string>()
  for (const { elements } of alternatives) {
    const pieces = elements.map(listPieces).filter((piece) => piece.size !== 1 || !piece.has(''))
    const [only, ...others] = pieces
    if (only !== undefined && others.length === 0) for (const text of only) texts.add(text)
    else texts.add(pieces.map((piece) => (piece.size === 1 ? join(piece) : `(${join(piece)})`)).join(''))
  }
  return texts
}

function listPieces(element: Element): ReadonlySet<string> {
  switch (element.type) {
    case 'CharacterClass':
      return new Set([
        `[${element.characters.ranges.map(({ min, max }) => `${String(min)}-${String(max)}`).join()}]`,
      ])
    case 'Alternation':
      return listTexts(element.alternatives)
    case 'Quantifier': {
      const { min, max, alternatives } = element
      return min === 1 && max === 1
        ? listTexts(alternatives)
        : new Set([`(${write(alternatives)}){${String(min)},${String(max)}}`])
    }
    case 'Assertion':
      return new Set([`(${element.negate ? '!' : '='}${element.kind} ${write(element.alternatives)})`])
    case 'Unknown':
      throw new RangeError('an element that is not known')
  }
}
