import { readDate } from '../policies/read-date.ts'

/** What became of the sunset of something that is deprecated, as in the kinds of facts. */
export type SunsetEvent = 'sunset-added' | 'sunset-removed' | 'sunset-moved-earlier' | 'sunset-moved-later'

/** Compares two sunsets. What is no date tells nobody more than no sunset does; the same day in other words moves nothing. */
export function relateSunsets(base: unknown, revision: unknown): SunsetEvent | undefined {
  const [from, to] = [base, revision].map(readDate)
  if (from === to) return undefined
  if (from === undefined) return 'sunset-added'
  if (to === undefined) return 'sunset-removed'
  return to < from ? 'sunset-moved-earlier' : 'sunset-moved-later'
}
