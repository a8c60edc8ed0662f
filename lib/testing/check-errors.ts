import { listStatuses } from '../transform/choose-media.ts'
import { isErrorStatus } from '../transform/error-status.ts'
import type { ErrorPlan } from '../transform/plan-error.ts'
import type { Verification } from './check-changes.ts'
import type { Flaw, Tools } from './examine.ts'
import { findCounterexample } from './find-counterexample.ts'
import type { ChangeRange } from './list-ranges.ts'
import type { Part } from './read-subject.ts'

/** Holds the changes of the shape of errors to law 1, for the errors that endpoints declare. There is no way back. */
export async function checkErrors(
  { plan, parts, tools, trials, faults }: Verification,
  ranges: readonly ChangeRange[],
): Promise<void> {
  const broken = new Set<string>()
  for (const range of ranges) {
    if (range.steps.every(({ operation }) => operation.errors === undefined)) continue
    const errors = plan.error(range.older)
    if (errors === undefined) continue
    const tried = new Set<string>()
    for (const part of parts.filter(isError)) {
      const schema = plan.passages(part.endpoint, 0, 0).get(part.label)?.newer ?? true
      const key = JSON.stringify(schema)
      if (faults.isFull()) return
      if (tried.has(key) || broken.has(key)) continue
      tried.add(key)
      const found = await findCounterexample(
        tools.kit.toValues(schema),
        (value) => examineError(tools, errors, value),
        trials,
      )
      if (found === undefined) continue
      // The way to an older version leads over this change as well.
      broken.add(key)
      const { law, message, ...rest } = found.flaw
      faults.add({
        law,
        way: 'downgrade',
        version: range.version.name,
        change: range.change.summary,
        operation: range.steps.find(({ operation }) => operation.errors)?.operation.name,
        where: part.where,
        others: [],
        message,
        counterexample: { value: found.value, ...rest },
      })
    }
  }
}

function isError({ endpoint, label }: Part): boolean {
  const statuses = listStatuses(endpoint)
  return statuses.some(
    (status) => label.startsWith(`the response ${status} of `) && isErrorStatus(status, statuses),
  )
}

async function examineError(tools: Tools, errors: ErrorPlan, value: unknown): Promise<Flaw | undefined> {
  const outcome = await tools.convert(errors.convert, value)
  if (outcome.kind === 'thrown') {
    return { law: 'L1', message: `the downgrade failed with ${outcome.message}` }
  }
  const { result } = outcome
  // An error of another shape than the current one passes as it is.
  const invalid = result === undefined ? undefined : tools.kit.findInvalid(errors.schema, result)
  if (invalid === undefined) return undefined
  return { law: 'L1', message: `the old schema says: ${invalid.message}`, result, at: invalid.at }
}
