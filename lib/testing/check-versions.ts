import type { Timeline } from '../timeline/define-timeline.ts'
import { levelOf } from '../transform/steps.ts'
import { toUntried, type PartNotes, type Verification } from './check-changes.ts'
import { checkSpan, isTouched } from './check-part.ts'
import { toSpan } from './examine.ts'
import type { ChangeRange } from './list-ranges.ts'

/**
 * Holds the whole way between each old version and the current one to the laws, fused as it is served. Parts that
 * break a law in a single change are left out: they would break it here as well.
 *
 * @returns how many versions were tried
 */
export async function checkVersions(
  { plan, parts, tools, trials, faults }: Verification,
  timeline: Timeline,
  ranges: readonly ChangeRange[],
  { broken, lossy }: PartNotes,
): Promise<number> {
  let count = 0
  for (const version of timeline.versions) {
    const level = levelOf(timeline, version)
    if (level === 0) continue
    count += 1
    // The way over one change was tried when the change was.
    if (ranges.some(({ newer, older }) => newer === 0 && older === level)) continue
    for (const part of parts) {
      if (faults.isFull()) return count
      if (broken.has(part) || plan.address(part.endpoint, level) === undefined) continue
      try {
        const passage = plan.passages(part.endpoint, 0, level).get(part.label)
        if (passage === undefined || !isTouched(passage)) continue
        const isStrict = ![...(lossy.get(part) ?? [])].some((one) => one < level)
        const found = await checkSpan(tools, toSpan(passage, part.way), trials, isStrict)
        if (found === undefined) continue
        const { law, ...flaw } = found.flaw
        const { message, ...rest } = flaw
        faults.add({
          law,
          way: part.way,
          version: version.name,
          change: undefined,
          operation: undefined,
          where: part.where,
          others: [],
          message: `${message}; each change by itself does nothing wrong, but all of them together do`,
          counterexample: { value: found.value, ...rest },
        })
        broken.add(part)
      } catch (error) {
        broken.add(part)
        faults.add({ ...toUntried(undefined, part, error), version: version.name })
      }
    }
  }
  return count
}
