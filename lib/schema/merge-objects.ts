import { isKeywords } from './list-parts.ts'

/** So many objects are merged at most. */
const maximalMerged = 32

/** Objects with one of each list in them, as far as they have no property in common. */
export function* mergeObjects(lists: readonly (readonly unknown[])[]): Generator<Record<string, unknown>> {
  let merged: readonly Record<string, unknown>[] = [{}]
  for (const list of lists) {
    const objects = list.filter(isKeywords)
    merged = merged
      .flatMap((held) => objects.map((object) => ({ ...object, ...held })))
      .slice(0, maximalMerged)
  }
  yield* merged
}
