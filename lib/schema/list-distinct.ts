import { toCanonicalText } from './canonical-text.ts'
import type { Finder } from './find-difference.ts'
import type { Place } from './shape.ts'
import { validateAt } from './validate-value.ts'

/** So many candidates in a row may be rejected before a sample is varied in another way, and so many in all. */
const maximalMisses = 100
const maximalMissesInAll = 2000

/** Makes another value of one; each number makes a value of its own, or none that is new. */
type Way = (index: number) => unknown

/**
 * Different values that a place accepts: its samples, and others like them.
 *
 * @param count how many are looked for; that fewer are found is no proof that there are no more
 */
export function listDistinct(finder: Finder, place: Place, count: number): readonly unknown[] {
  const { workspace } = finder.prover
  const samples = finder.listSamples(place)
  const found = new Map<string, unknown>()
  for (const sample of samples) found.set(toCanonicalText(sample), sample)
  let missesInAll = 0
  for (const way of samples.flatMap(listWays)) {
    let misses = 0
    for (let index = 1; found.size < count && misses < maximalMisses; index += 1) {
      const value = way(index)
      const text = toCanonicalText(value)
      if (!found.has(text) && validateAt(workspace, value, place) === true) {
        found.set(text, value)
        misses = 0
      } else {
        misses += 1
        missesInAll += 1
      }
    }
    if (found.size >= count || missesInAll >= maximalMissesInAll) break
  }
  return [...found.values()].slice(0, count)
}

function listWays(sample: unknown): readonly Way[] {
  if (typeof sample === 'number') return [(index) => sample + index, (index) => sample - index]
  if (typeof sample === 'string') {
    return [
      (index) => `${sample}${String(index)}`,
      (index) => countOn(sample, index, digits),
      (index) => `${String(index)}${sample}`,
      (index) => String(index),
      (index) => countOn(sample, index, alphabets),
    ]
  }
  if (Array.isArray(sample)) {
    const list: readonly unknown[] = sample
    return list.flatMap((item, at) =>
      listWays(item).map(
        (way): Way =>
          (index) =>
            list.with(at, way(index)),
      ),
    )
  }
  if (typeof sample !== 'object' || sample === null) return []
  return Object.entries(sample).flatMap(([name, value]) =>
    listWays(value).map((way): Way => (index) => ({ ...sample, [name]: way(index) })),
  )
}

const digits = ['0123456789']
const alphabets = [...digits, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Counts a text on as a meter does: from its end, each character within its alphabet; others stay. */
function countOn(text: string, index: number, within: readonly string[]): string {
  const characters = Array.from(text)
  let rest = index
  for (let at = characters.length - 1; at >= 0 && rest > 0; at -= 1) {
    const character = characters[at] ?? ''
    const alphabet = within.find((one) => one.includes(character))
    if (alphabet === undefined) continue
    const sum = alphabet.indexOf(character) + rest
    characters[at] = alphabet.charAt(sum % alphabet.length)
    rest = Math.floor(sum / alphabet.length)
  }
  return characters.join('')
}
