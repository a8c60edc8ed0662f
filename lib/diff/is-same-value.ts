import { createPairSet } from './pair-set.ts'

/**
 * Says whether two values of documents say the same, whatever the order of their keys. Each pair of objects is looked
 * at once: what stands in many places as one object (a YAML alias), or in itself, costs no more and ends.
 */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const pairs = createPairSet()
  const stack: object[] = [a, b]
  while (stack.length > 0) {
    const [other, one] = [stack.pop(), stack.pop()]
    if (one === undefined || other === undefined) return true
    if (one === other || !pairs.add(one, other)) continue
    if (Array.isArray(one) !== Array.isArray(other)) return false
    const keys = Object.keys(one)
    if (keys.length !== Object.keys(other).length) return false
    for (const key of keys) {
      if (!Object.hasOwn(other, key)) return false
      const [left, right] = [Reflect.get(one, key) as unknown, Reflect.get(other, key) as unknown]
      if (left === right) continue
      if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false // prettier-ignore
      stack.push(left, right)
    }
  }
  return true
}
