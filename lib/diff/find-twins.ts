/** What stands at the same place of two documents and says the same, references not followed. */
export interface Twins {
  /** Says whether two objects are known to be such a pair; others may be alike as well. */
  readonly isPair: (base: object, revision: object) => boolean
}

/** Whatever is no deeper than an operation or a component is known by itself, and not only as a part of what it stands in. */
const namedDepth = 3
/** Documents nest less; what is deeper is compared, as all else is. */
const maximalDepth = 500
/** One object may stand in many places; what is left by then is compared. */
const maximalValues = 5_000_000

/**
 * Walks two documents side by side, key by key, once. Most of a new release is the release before it: what is the same
 * need not be read any further.
 *
 * Of what is the same, only the outermost objects are kept.
 */
export function findTwins(base: object, revision: object): Twins {
  const partners = new Map<object, object>()
  let left = maximalValues
  const areSame = (one: object, other: object, depth: number): boolean => {
    if (one === other) return true
    if (depth > maximalDepth || Array.isArray(one) !== Array.isArray(other)) return false
    const keys = Object.keys(one)
    left -= keys.length
    if (left < 0) return false
    let same = keys.length === Object.keys(other).length
    /** Up to the first difference, what is the same is told of the whole, if nothing differs. */
    const alike: object[] = []
    for (const key of keys) {
      const [before, after] = [readOwn(one, key), readOwn(other, key)]
      if (!isTree(before) || !isTree(after)) {
        same &&= before === after && (before !== undefined || Object.hasOwn(other, key))
        continue
      }
      if (areSame(before, after, depth + 1)) alike.push(before, after)
      else same = false
    }
    if (!same || depth < namedDepth) {
      for (let index = 0; index < alike.length; index += 2) {
        const [before, after] = [alike[index], alike[index + 1]]
        if (before !== undefined && after !== undefined) partners.set(before, after)
      }
    }
    return same
  }
  if (areSame(base, revision, 0)) partners.set(base, revision)
  return { isPair: (one, other) => partners.get(one) === other }
}

function readOwn(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (Reflect.get(value, key) as unknown) : undefined
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
