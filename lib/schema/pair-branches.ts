import { hashSchema } from './hash-schema.ts'
import type { Place } from './shape.ts'

/**
 * Whether each branch has one of its own on the other side that is equal, in whichever order they stand. The one at the
 * same index is tried first, and then what reads alike: to prove it of all others would take its time.
 */
export function arePaired(
  branches: readonly Place[],
  others: readonly Place[],
  areEqual: (branch: Place, other: Place) => boolean,
): boolean {
  if (branches.length !== others.length) return false
  const left: (Place | undefined)[] = [...others]
  let hashes: readonly unknown[] | undefined
  return branches.every((branch, index) => {
    const take = (at: number): boolean => {
      const other = left[at]
      if (other === undefined || !areEqual(branch, other)) return false
      left[at] = undefined
      return true
    }
    if (take(index)) return true
    hashes ??= others.map(toHash)
    const hash = toHash(branch)
    const isAlike = hashes.map((one) => one !== undefined && one === hash)
    return [true, false].some((alike) =>
      left.some((_, at) => at !== index && isAlike[at] === alike && take(at)),
    )
  })
}

function toHash({ parts: [only, ...others] }: Place): number | undefined {
  return only === undefined || others.length > 0 ? undefined : hashSchema(only.schema, only.side.hashes)
}
