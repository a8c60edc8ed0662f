import type { PairComparison } from '../../../lib/schema/index.ts'

/** What came of the pairs of one document, or of all. */
export interface Tally {
  pairs: number
  /** Those that do not read the same. */
  differing: number
  /** Those of them of which the relation is known. */
  decided: number
  /** Those of them whose sets are known to differ. */
  apart: number
  time: number
  floor: number
  slowest: { readonly place: string; readonly time: number }
  /** The places of those that are not decided, by the reason. */
  readonly reasons: Map<string, string[]>
  /** The places of those that differ in a direction which no value shows. */
  readonly unshown: string[]
}

/** One pair that was compared, with what it took. */
export interface MeasuredPair {
  readonly place: string
  readonly comparison: PairComparison
  readonly time: number
  readonly floor: number
}

/** Begins to count. */
export function createTally(): Tally {
  return {
    ...{ pairs: 0, differing: 0, decided: 0, apart: 0, time: 0, floor: 0 },
    slowest: { place: '', time: 0 },
    reasons: new Map(),
    unshown: [],
  }
}

/** Counts one pair that does not read the same. */
export function addPair(tally: Tally, { place, comparison, time, floor }: MeasuredPair): void {
  const { relation, lost, won } = comparison
  tally.differing += 1
  tally.time += time
  tally.floor += floor
  if (time > tally.slowest.time) tally.slowest = { place, time }
  if (relation === 'unknown') {
    addTo(tally.reasons, explain(comparison), [place])
    return
  }
  tally.decided += 1
  if (relation === 'equal') return
  tally.apart += 1
  const isShown =
    (lost !== undefined || relation === 'wider') && (won !== undefined || relation === 'narrower')
  if (!isShown) tally.unshown.push(`${place} (${relation})`)
}

/** Sums tallies up. */
export function joinTallies(tallies: readonly Tally[]): Tally {
  const sum = createTally()
  for (const tally of tallies) {
    for (const key of ['pairs', 'differing', 'decided', 'apart', 'time', 'floor'] as const)
      sum[key] += tally[key]
    if (tally.slowest.time > sum.slowest.time) sum.slowest = tally.slowest
    for (const [reason, places] of tally.reasons) addTo(sum.reasons, reason, places)
    sum.unshown.push(...tally.unshown)
  }
  return sum
}

/** The reason that was given, and the kinds of facts whose effect is unknown. */
function explain({ reason, facts }: PairComparison): string {
  const kinds = new Set(facts.filter(({ effect }) => effect === 'unknown').map(({ kind }) => kind))
  return [...(reason === undefined ? [] : [reason]), ...[...kinds].sort()].join(', ') || 'no reason is given'
}

function addTo(map: Map<string, string[]>, reason: string, places: readonly string[]): void {
  const held = map.get(reason)
  if (held === undefined) map.set(reason, [...places])
  else held.push(...places)
}
