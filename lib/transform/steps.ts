import type { Operation } from '../operations/define-operation.ts'
import type { Change } from '../timeline/define-change.ts'
import type { Timeline, Version } from '../timeline/define-timeline.ts'

/**
 * One operation's place in the timeline. Between two operations the API has one exact shape, and that shape
 * has a level: 0 is the current version's, and the step at index `n` lies between level `n` and level `n + 1`.
 * A child's change and its parent's change thereby always see each other's shape of the same moment.
 */
export interface Step {
  readonly operation: Operation
  readonly change: Change
  readonly version: Version
}

/** Which way values are converted. */
export type Direction = 'upgrade' | 'downgrade'

/** Every operation of a timeline as a step, newest first. */
export function listSteps(timeline: Timeline): readonly Step[] {
  return timeline.versions.flatMap((version) =>
    version.changes
      .toReversed()
      .flatMap((change) =>
        change.operations.toReversed().map((operation) => ({ operation, change, version })),
      ),
  )
}

/** The level of a version's shape: the number of operations that are newer than it. */
export function levelOf(timeline: Timeline, version: Version): number {
  return timeline.versions
    .slice(0, version.index)
    .flatMap((newer) => newer.changes)
    .reduce((count, change) => count + change.operations.length, 0)
}
