/** Groups things by a key, in the order in which they come. `Map.groupBy` is not in every Node that is supported. */
export function groupBy<T>(all: Iterable<T>, toKey: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const key = toKey(one)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return groups
}
