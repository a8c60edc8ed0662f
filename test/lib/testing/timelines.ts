import { defineChange, type Change, type ChangeExample } from '../../../lib/timeline/define-change.ts'
import { defineTimeline, type Timeline } from '../../../lib/timeline/define-timeline.ts'
import { defineOperation, type Loss, type Operation } from '../../../lib/operations/define-operation.ts'
import { listFields, withFields, type FieldSchema } from '../../../lib/schema/object-fields.ts'
import type { Subject } from '../../../lib/schema/endpoint-part.ts'
import { callOf, type Apply } from '../../../lib/transform/expression.ts'
import { assertTimeline, type VerifyOptions } from '../../../lib/testing/index.ts'
import type { VersionedApi } from '../../../lib/testing/read-subject.ts'

/** A timeline of one change. */
export function timelineOf(operations: readonly Operation[], examples?: readonly ChangeExample[]): Timeline {
  const change = defineChange({
    summary: 'It is another.',
    operations,
    ...(examples === undefined ? {} : { examples }),
  })
  return timelineOfChanges([change])
}

/** A timeline with a version for each list of changes, newest first, and one before them. */
export function timelineOfChanges(...versions: readonly (readonly Change[])[]): Timeline {
  const names = [...versions.map((_, index) => String(versions.length + 1 - index)), '1']
  return defineTimeline({
    scheme: 'integer',
    versions: names.map((name, index) => ({ name, changes: versions[index] ?? [] })),
  })
}

/** An operation as somebody may write it, with what is wrong with it. */
export function makeOperation({
  subjects,
  old,
  take,
  upgrade,
  downgrade,
  loss = [],
}: {
  readonly subjects: readonly Subject[]
  /** The old fields in place of those that are taken. */
  readonly old: readonly FieldSchema[]
  readonly take: readonly string[]
  readonly upgrade: Apply
  readonly downgrade: Apply
  readonly loss?: readonly Loss[]
}): Operation {
  const [field = ''] = take
  const names = old.map(({ name }) => name)
  return defineOperation({
    name: 'made-up',
    loss,
    describe: () => [],
    fields: {
      subjects,
      oldSchema: (current) =>
        withFields(current, [...listFields(current).filter(({ name }) => !take.includes(name)), ...old]),
      upgrade: (record) => {
        const values = names.map((name) => record.take(name))
        record.put(field, callOf(upgrade, ...values))
      },
      downgrade: (record) => {
        const values = take.map((name) => record.take(name))
        for (const name of names) record.put(name, callOf(downgrade, ...values))
      },
    },
  })
}

/** What `assertTimeline` says; nothing where it throws nothing. */
export async function tellFaults(
  subject: Timeline | VersionedApi,
  options: VerifyOptions,
): Promise<readonly string[]> {
  try {
    await assertTimeline(subject, options)
    return []
  } catch (error) {
    const end = '\n\nCorrect the changes, or declare what they lose.'
    // Every message ends with the way out; a test of faults does not have to say it again.
    const text = error instanceof Error ? error.message : String(error)
    return (text.endsWith(end) ? text.slice(0, -end.length) : `no way out: ${text}`).split('\n')
  }
}
