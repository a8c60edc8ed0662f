/** Pairs of objects, each known by the objects themselves. */
export interface PairSet {
  /** Adds a pair; answers false where it was there already. */
  add(one: object, other: object): boolean
}

/** Builds an empty set. Nearly every object has one partner only: lists of partners are made for the rest. */
export function createPairSet(): PairSet {
  const partners = new Map<object, object>()
  const more = new Map<object, Set<object>>()
  return {
    add(one, other) {
      const partner = partners.get(one)
      if (partner === other) return false
      if (partner === undefined) {
        partners.set(one, other)
        return true
      }
      const others = more.get(one) ?? new Set()
      if (others.has(other)) return false
      more.set(one, others.add(other))
      return true
    },
  }
}
