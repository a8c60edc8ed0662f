/** Draws at random from a seed: the same seed draws the same. */
export interface Draw {
  /** A whole number from 0 on, below a limit. */
  below(limit: number): number
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
  /** Some of a list, in its order. */
  some<T>(list: readonly T[], share?: number): T[]
  shuffle<T>(list: readonly T[]): T[]
}

/** Builds a source of draws (mulberry32). */
export function createDraw(seed: number): Draw {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    chance: (share) => next() < share,
    pick: (list) => {
      if (list.length === 0) throw new RangeError('There is nothing to pick from.')
      return list[below(list.length)] as never
    },
    some: (list, share = 0.5) => list.filter(() => next() < share),
    shuffle: (list) =>
      list.map((item) => ({ item, rank: next() })).sort((a, b) => a.rank - b.rank).map(({ item }) => item), // prettier-ignore
  }
}
