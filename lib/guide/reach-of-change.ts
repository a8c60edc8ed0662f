import { compareSchemas, type Change as Finding } from '../diff/index.ts'
import type { Loss, Operation } from '../operations/define-operation.ts'
import type { ApiPlan } from '../transform/plan-endpoint.ts'

/** An operation of a change, with the level on its newer side. */
export interface PlacedOperation {
  readonly operation: Operation
  readonly level: number
}

/**
 * What the operations lose in the messages that there are, each said once: of what no client sends, nothing is lost
 * on the way up, and of what none gets, nothing on the way down.
 */
export function listReachedLosses(placed: readonly PlacedOperation[], plan: ApiPlan): readonly Loss[] {
  const losses = placed.flatMap(({ operation, level }) => {
    const { fields, value, loss, messages } = operation
    const subjects = (fields ?? value)?.subjects
    return loss.filter(({ direction }) => {
      const way = direction === 'upgrade' ? 'request' : 'response'
      if (messages !== undefined && messages !== way) return false
      return subjects === undefined || subjects.some((subject) => plan.has(subject, level, way))
    })
  })
  const toKey = ({ direction, what }: Loss): string => `${direction} ${what}`
  return [...new Map(losses.map((loss) => [toKey(loss), loss])).values()]
}

/**
 * What another shape of all errors means to those who read them; documents mostly say nothing of errors, and so the
 * diff does not either. `undefined` where no operation is on errors.
 */
export function judgeErrors(
  placed: readonly PlacedOperation[],
  plan: ApiPlan,
): Finding['severity'] | undefined {
  const found = placed.find(({ operation }) => operation.errors !== undefined)
  if (found?.operation.errors === undefined) return undefined
  const current = plan.error(found.level)?.schema ?? found.operation.errors.currentSchema ?? true
  const { relation } = compareSchemas(found.operation.errors.oldSchema, current, {
    direction: 'response',
    undeclaredProperties: true,
  })
  if (relation === 'unknown') return 'risky'
  return relation === 'equal' || relation === 'narrower' ? 'safe' : 'breaking'
}
