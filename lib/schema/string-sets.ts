import {
  intersect,
  isEmptyLanguage,
  isWithin,
  type Language,
  languageOf,
  languageOfLength,
  listAllWords,
  listOutside,
  listWords,
} from './pattern-language.ts'
import type { StringFacet } from './shape.ts'

/** Strings that show a difference are few: the shortest are the plainest. */
const maximalSamples = 4

/** Automata are built for so many patterns of one facet. */
const maximalPatterns = 8

/** Proves that every string of one facet is of the other, formats aside; `false` says only that there is no proof. */
export function areStringsWithin(sender: StringFacet, receiver: StringFacet): boolean {
  const strings = stringsOf(sender)
  // Nothing is concluded from patterns and lengths that contradict each other: see prove-empty.ts.
  if (strings === undefined || isEmptyLanguage(strings)) return false
  return boundsOf(receiver).every((bound) => bound !== undefined && isWithin(strings, bound) === true)
}

/** Proves that no string is of a facet. */
export function hasNoStrings(facet: StringFacet): boolean {
  // One pattern alone has a string, but for the oddest.
  if (facet.patterns.length === 0 || boundsOf(facet).length < 2) return false
  const strings = stringsOf(facet)
  return strings !== undefined && isEmptyLanguage(strings)
}

/** Strings of one facet that are none of the other, and strings of the one, as far as they can be told. */
export function listStrings(sender: StringFacet, receiver: StringFacet): readonly string[] {
  if (sender.patterns.length === 0 && receiver.patterns.length === 0) return []
  const strings = stringsOf(sender) ?? languageOfLength(0, Infinity)
  if (strings === undefined) return []
  const outside = boundsOf(receiver).flatMap((bound) =>
    bound === undefined ? [] : listOutside(strings, bound, maximalSamples),
  )
  return [...outside, ...listWords(strings, maximalSamples)]
}

/**
 * All strings of a facet, and perhaps more, where what bounds them is not known in full.
 *
 * @returns `undefined` where there are more than `most`, or where patterns and lengths contradict each other
 */
export function listAllStrings(facet: StringFacet, most: number): readonly string[] | undefined {
  const strings = stringsOf(facet)
  return strings === undefined || isEmptyLanguage(strings) ? undefined : listAllWords(strings, most)
}

/** The strings of a facet, or more, where what bounds them is not known in full; `undefined` for any string. */
function stringsOf(facet: StringFacet): Language | undefined {
  let all: Language | undefined
  for (const bound of boundsOf(facet)) {
    if (bound !== undefined) all = all === undefined ? bound : (intersect(all, bound) ?? all)
  }
  return all ?? languageOfLength(0, Infinity)
}

/** The sets of strings whose intersection a facet is; `undefined` for one that is not known. */
function boundsOf({ patterns, minLength, maxLength }: StringFacet): readonly (Language | undefined)[] {
  const isBounded = minLength !== undefined || maxLength !== undefined
  return [
    ...patterns.map(({ value }, index) => (index < maximalPatterns ? languageOf(value) : undefined)),
    ...(isBounded ? [languageOfLength(minLength?.value ?? 0, maxLength?.value ?? Infinity)] : []),
  ]
}
