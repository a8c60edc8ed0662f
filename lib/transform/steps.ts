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

/** A step as it is met between two levels, with the level on either side. */
export interface Move {
  readonly step: Step
  readonly before: number
  readonly after: number
}

/** Every operation of a timeline as a step, newest first. */
export function listSteps(timeline: Timeline): readonly Step[] {
  return readTimeline(timeline).steps
}

/** The level of a version's shape: the number of operations that are newer than it. */
export function levelOf(timeline: Timeline, version: Version): number {
  return readTimeline(timeline).levels[version.index] ?? 0
}

/** The moves between two levels over the steps at some of the levels, in the order in which they are met. */
export function listMoves(
  levels: readonly number[],
  steps: readonly Step[],
  range: { readonly from: number; readonly to: number },
): readonly Move[] {
  const { from, to } = range
  const [newer, older] = from < to ? [from, to] : [to, from]
  const moves = levels.flatMap((level): Move[] => {
    const step = steps[level]
    if (step === undefined || level < newer || level >= older) return []
    return [from < to ? { step, before: level, after: level + 1 } : { step, before: level + 1, after: level }]
  })
  return from < to ? moves : moves.reverse()
}

interface Reading {
  readonly steps: readonly Step[]
  /** By the index of a version. */
  readonly levels: readonly number[]
}

const readings = new WeakMap<Timeline, Reading>()

function readTimeline(timeline: Timeline): Reading {
  const known = readings.get(timeline)
  if (known !== undefined) return known
  const steps: Step[] = []
  const levels: number[] = []
  for (const version of timeline.versions) {
    levels.push(steps.length)
    for (const change of version.changes.toReversed()) {
      for (const operation of change.operations.toReversed()) steps.push({ operation, change, version })
    }
  }
  const reading = { steps, levels }
  readings.set(timeline, reading)
  return reading
}
