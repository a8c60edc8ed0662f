import type { AnySchema } from '../schema/to-json-schema.ts'
import type { Timeline } from '../timeline/define-timeline.ts'
import { checkTimeline, type TimelineFault } from '../transform/check-timeline.ts'
import { planApi } from '../transform/plan-endpoint.ts'
import { checkChanges } from './check-changes.ts'
import { checkErrors } from './check-errors.ts'
import { checkExamples } from './check-examples.ts'
import { checkVersions } from './check-versions.ts'
import { collectFaults, type FaultList } from './collect-faults.ts'
import { createConverter, type Converter, type ConverterOptions } from './create-converter.ts'
import { createKit } from './create-kit.ts'
import { listRanges } from './list-ranges.ts'
import { listParts, readSubject, type VersionedApi } from './read-subject.ts'
import type { VerifyReport } from './report.ts'

/** How a timeline is verified. */
export interface VerifyOptions extends ConverterOptions {
  /** Schemas whose values are converted, each as a request and as a response; beside those of the endpoints. */
  readonly schemas?: readonly AnySchema[]
  /** How many values are tried for each schema and change; 100 by default. */
  readonly runs?: number
  /** Which values are tried; 1 by default, so that a build does not fail by chance. */
  readonly seed?: number
  /** After how many faults to stop; 10 by default. */
  readonly maxFaults?: number
  /** Whether the timeline has changes for other services, too: what no endpoint here has is no fault then. */
  readonly isShared?: boolean
}

/**
 * Holds a timeline to its laws, by values that are made up from its schemas. It changes nothing, and throws nothing
 * that a conversion throws: that is a fault.
 *
 * @param subject a timeline, then `options.schemas` says what is converted; or `app.tidemark`, once `app.ready()`
 *   is done
 */
export async function verifyTimeline(
  subject: Timeline | VersionedApi,
  options: VerifyOptions = {},
): Promise<VerifyReport> {
  const { schemas = [], runs = 100, seed = 1, maxFaults = 10, isShared = false } = options
  const faults = collectFaults(maxFaults)
  const read = readSubject(subject, schemas)
  const { timeline, endpoints, hasApi } = read
  const [convert, count] = countValues(createConverter(options))
  const ranges = listRanges(timeline)
  const toReport = (parts: number, versions: number, examples: number): VerifyReport => ({
    seed,
    runs,
    faults: faults.list(),
    checked: { parts, changes: ranges.length, versions, examples, values: count() },
  })

  const found = checkTimeline(timeline, endpoints)
  for (const fault of found) {
    // Without an API there are no endpoints that a change could name; a schema that is named should be among those given.
    const isTold = hasApi || fault.isOfSchema === true
    if (fault.kind !== 'unreached' || (isTold && !isShared)) addBootFault(faults, fault)
  }
  if (endpoints.length === 0) {
    addBootFault(faults, {
      version: timeline.current.name,
      change: undefined,
      message:
        'There is nothing to verify: no schemas were given and no endpoints. Give `schemas`, or call it with `app.tidemark` once `app.ready()` is done.',
    })
  }
  if (endpoints.length === 0 || found.some(({ kind }) => kind === 'invalid')) return toReport(0, 0, 0)

  const plan = planApi(timeline, endpoints)
  const parts = listParts(read, plan)
  const verification = { plan, parts, tools: { kit: createKit(), convert }, trials: { runs, seed }, faults }
  const examples = await checkExamples(verification, timeline, ranges)
  const notes = await checkChanges(verification, ranges)
  await checkErrors(verification, ranges)
  const versions = await checkVersions(verification, timeline, ranges, notes)
  return toReport(parts.length, versions, examples)
}

function addBootFault(
  faults: FaultList,
  { version, change, message }: Pick<TimelineFault, 'version' | 'change' | 'message'>,
): void {
  faults.add({
    law: 'boot',
    way: undefined,
    version,
    change,
    operation: undefined,
    where: 'the timeline',
    others: [],
    message,
  })
}

function countValues(convert: Converter): readonly [Converter, () => number] {
  let count = 0
  return [
    (way, value) => {
      if (way !== undefined) count += 1
      return convert(way, value)
    },
    () => count,
  ]
}
