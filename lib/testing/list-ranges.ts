import type { Change } from '../timeline/define-change.ts'
import type { Timeline, Version } from '../timeline/define-timeline.ts'
import { levelOf, listSteps, type Step } from '../transform/steps.ts'

/** The levels around a change. */
export interface ChangeRange {
  readonly change: Change
  readonly version: Version
  readonly newer: number
  readonly older: number
  /** Its operations, newest first: the one at index `n` lies between the levels `newer + n` and `newer + n + 1`. */
  readonly steps: readonly Step[]
}

/** The changes of a timeline, newest first, each with the levels around it. */
export function listRanges(timeline: Timeline): readonly ChangeRange[] {
  const steps = listSteps(timeline)
  return timeline.versions.flatMap((version) => {
    let newer = levelOf(timeline, version)
    return version.changes.toReversed().map((change): ChangeRange => {
      const older = newer + change.operations.length
      const range = { change, version, newer, older, steps: steps.slice(newer, older) }
      newer = older
      return range
    })
  })
}
