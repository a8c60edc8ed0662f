import { isTidemarkError } from '../errors.ts'
import type { Timeline, Version } from '../timeline/define-timeline.ts'
import { findOverlaps } from './find-overlaps.ts'
import { planApi, type ApiPlan, type Endpoint } from './plan-endpoint.ts'

/** Something that is wrong with a timeline, whatever the values are that it converts. */
export interface TimelineFault {
  /**
   * - `invalid`: a change does not fit the schemas.
   * - `overlap`: two operations of one version work on one field.
   * - `unreached`: a change names what no endpoint has.
   * - `dates`: an older version outlives a newer one, or is deprecated before the newer one is there.
   */
  readonly kind: 'invalid' | 'overlap' | 'unreached' | 'dates'
  readonly version: string | undefined
  /** Whether what is not there is a named schema, and no endpoint. */
  readonly isOfSchema?: true
  /** The summary of the change. */
  readonly change: string | undefined
  /** One sentence or two: what is wrong, and what to do. */
  readonly message: string
}

/**
 * Finds what is wrong with a timeline without trying any values.
 *
 * @param endpoints those of the current version
 * @param planned their plan, where it is there already; without it, a change that does not fit is a fault
 */
export function checkTimeline(
  timeline: Timeline,
  endpoints: readonly Endpoint[],
  planned?: ApiPlan,
): readonly TimelineFault[] {
  const faults = [...timeline.versions.flatMap(checkOverlaps), ...checkDates(timeline)]
  try {
    const plan = planned ?? planApi(timeline, endpoints)
    plan.check()
    // Who has a plan already has asked for its parts, too.
    if (planned === undefined) {
      for (const version of timeline.versions)
        for (const endpoint of endpoints) plan.explain(endpoint, version)
    }
    return [...faults, ...checkReach(plan)]
  } catch (error) {
    if (!isTidemarkError(error)) throw error
    // The message names the change and the version. What stands behind the first that does not fit cannot be said.
    return [...faults, { kind: 'invalid', version: undefined, change: undefined, message: error.message }]
  }
}

function checkOverlaps(version: Version): readonly TimelineFault[] {
  return findOverlaps(version).map(({ first, second, field, kind }) => ({
    kind: 'overlap',
    version: version.name,
    change: second.summary,
    message:
      kind === 'dropped'
        ? `Version ${version.name} computes ${field} in the change "${first.summary}" and drops it in the change "${second.summary}". Leave out one of the two.`
        : `Version ${version.name} computes ${field} twice, in the change "${first.summary}" and in the change "${second.summary}". Make one operation of both, or put them in two versions.`,
  }))
}

function checkReach(plan: ApiPlan): readonly TimelineFault[] {
  return plan.unreached().map(({ step: { change, version, operation }, subject }) => ({
    kind: 'unreached',
    version: version.name,
    change: change.summary,
    ...((operation.fields ?? operation.value)?.subjects.includes(subject) === true
      ? { isOfSchema: true as const }
      : {}),
    message: `The change "${change.summary}" of version ${version.name} has the operation ${operation.name} on ${subject}, which no endpoint has. Correct the name, or take the operation away.`,
  }))
}

function checkDates({ versions, scheme }: Timeline): readonly TimelineFault[] {
  return versions.flatMap((older, index): TimelineFault[] => {
    const newer = versions.slice(0, index)
    const faults: TimelineFault[] = []
    const add = (message: string): void => {
      faults.push({ kind: 'dates', version: older.name, change: undefined, message })
    }
    for (const which of ['deprecated', 'sunset'] as const) {
      const date = older[which]
      const noun = which === 'sunset' ? 'its sunset' : 'its deprecation'
      const dated = newer.find((version) => version[which] !== undefined)
      if (date === undefined && dated !== undefined) {
        add(
          `Version ${older.name} has no date for ${noun}, and the newer version ${dated.name} has one (${toDay(dated[which])}). Older versions go first: give it a date.`,
        )
      }
      const earlier = newer.find((version) => isBefore(version[which], date))
      if (date === undefined || earlier === undefined) continue
      add(
        `Version ${older.name} has ${noun} on ${toDay(date)}, later than the newer version ${earlier.name} (${toDay(earlier[which])}). Older versions go first: move one of the dates.`,
      )
    }
    const next = newer.at(-1)
    if (scheme.name !== 'date' || next === undefined || !scheme.isName(next.name)) return faults
    const released = new Date(next.name)
    if (older.deprecated !== undefined && older.deprecated < released) {
      add(
        `Version ${older.name} is deprecated on ${toDay(older.deprecated)}, when the version that follows it, ${next.name}, is not there yet. Deprecate it on ${next.name} or later.`,
      )
    }
    return faults
  })
}

function isBefore(one: Date | undefined, other: Date | undefined): boolean {
  return one !== undefined && other !== undefined && one < other
}

function toDay(date: Date | undefined): string {
  return date?.toISOString().slice(0, 10) ?? ''
}
