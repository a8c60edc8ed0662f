import { readKey, type Operation } from '../openapi/index.ts'
import { addFact, type OperationContext } from './context.ts'

/** Compares how much two operations promise not to change. */
export function compareStability(context: OperationContext, base: Operation, revision: Operation): void {
  const [before, after] = [toRank(base.stability), toRank(revision.stability)]
  // What nobody can read promises nothing. Where it was so before, that was a warning then, and no promise is taken back.
  const isLost = isReadable(base.source.value) && !isReadable(revision.source.value)
  if (before === after && !isLost) return
  addFact(context, {
    kind: `operation-stability-${isLost ? 'unreadable' : after < before ? 'lowered' : 'raised'}`,
    direction: 'none',
    effect: 'none',
    part: 'the operation',
    location: '/x-stability-level',
    pointer: context.pointer,
    base: base.stability ?? 'stable',
    revision: isLost ? readKey(revision.source.value, 'x-stability-level') : (revision.stability ?? 'stable'),
  })
}

/** Says whether what two objects say of their stability is told above; else it is an extension like others. */
export function isStabilityTold(base: object): boolean {
  return isReadable(base)
}

/** From what promises least to what promises most. */
const levels: readonly string[] = ['draft', 'alpha', 'beta', 'stable']

/** An operation that says nothing is stable. */
function toRank(level = 'stable'): number {
  return levels.indexOf(level === 'ga' ? 'stable' : level)
}

function isReadable(operation: unknown): boolean {
  const level = readKey(operation, 'x-stability-level')
  return level === undefined || (typeof level === 'string' && toRank(level) >= 0)
}
