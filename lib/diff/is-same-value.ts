/**
 * Says whether two values of documents say the same, whatever the order of their keys. Each pair of objects is looked
 * at once: what stands in many places as one object (a YAML alias), or in itself, costs no more and ends.
 */
export function isSameValue(a: unknown, b: unknown): boolean {
  const seen = new Map<object, Set<object>>()
  const queue: [unknown, unknown][] = [[a, b]]
  for (const [one, other] of queue) {
    if (Object.is(one, other)) continue
    if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
    if (Array.isArray(one) !== Array.isArray(other)) return false
    const partners = seen.get(one) ?? new Set()
    if (partners.has(other)) continue
    seen.set(one, partners.add(other))
    const keys = Object.keys(one)
    if (keys.length !== Object.keys(other).length) return false
    for (const key of keys) {
      if (!Object.hasOwn(other, key)) return false
      queue.push([Reflect.get(one, key), Reflect.get(other, key)])
    }
  }
  return true
}
