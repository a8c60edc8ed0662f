import { readKey, type Operation } from '../openapi/index.ts'
import { addFact, type OperationContext } from './context.ts'

/** Compares how much two operations promise not to change. */
export function compareStability(context: OperationContext, base: Operation, revision: Operation): void {
  const [before, after] = [toRank(base.stability), toRank(revision.stability)]
  if (before === after) return
  addFact(context, {
    kind: `operation-stability-${after < before ? 'lowered' : 'raised'}`,
    direction: 'none',
    effect: 'none',
    part: 'the operation',
    location: '/x-stability-level',
    pointer: context.pointer,
    base: base.stability ?? 'stable',
    revision: revision.stability ?? 'stable',
  })
}

/** Says whether what two objects say of their stability is understood; what is not is an extension like others. */
export function isStabilityTold(base: object, revision: object): boolean {
  return [base, revision].every((one) => {
    const level = readKey(one, 'x-stability-level')
    return level === undefined || (typeof level === 'string' && toRank(level) >= 0)
  })
}

/** From what promises least to what promises most. */
const levels: readonly string[] = ['draft', 'alpha', 'beta', 'stable']

/** An operation that says nothing is stable. */
function toRank(level = 'stable'): number {
  return levels.indexOf(level === 'ga' ? 'stable' : level)
}
