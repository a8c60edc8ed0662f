/** The one of some names that a misspelt one was most likely meant to be; `undefined` where none is close. */
export function findNearestName(name: string, names: Iterable<string>): string | undefined {
  let nearest: string | undefined
  // A third of the letters may be wrong: beyond that, another word is a guess and no help.
  let least = Math.floor(Math.min(name.length, maximalLength) / 3) + 1
  for (const one of names) {
    const distance = countEdits(name.toLowerCase(), one.toLowerCase(), least)
    if (distance < least) {
      least = distance
      nearest = one
    }
  }
  return nearest
}

/** Names are short; what is long was never meant to be one. */
const maximalLength = 80

/** By Levenshtein, or the limit where there are at least as many. */
function countEdits(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) >= limit || one.length > maximalLength) return limit
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [i, letter] of Array.from(one).entries()) {
    const next = [i + 1]
    for (let j = 1; j <= other.length; j += 1) {
      const [above = 0, left = 0, corner = 0] = [row[j], next[j - 1], row[j - 1]]
      next.push(Math.min(above + 1, left + 1, corner + (letter === other.charAt(j - 1) ? 0 : 1)))
    }
    row = next
  }
  return Math.min(row.at(-1) ?? limit, limit)
}
