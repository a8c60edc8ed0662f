import { readKey, type Operation } from '../openapi/index.ts'
import { addFact, type OperationContext } from './context.ts'

/** What became of a promise not to change, as in the kinds of facts. */
export type StabilityEvent = 'stability-lowered' | 'stability-raised' | 'stability-unreadable'

/** Compares how much two operations promise not to change. */
export function compareStability(context: OperationContext, base: Operation, revision: Operation): void {
  const [from, to] = [base, revision].map(({ source }) => readKey(source.value, 'x-stability-level'))
  const event = relateStabilities(from, to)
  if (event === undefined) return
  addFact(context, {
    kind: `operation-${event}`,
    direction: 'none',
    effect: 'none',
    part: 'the operation',
    location: '/x-stability-level',
    pointer: context.pointer,
    base: base.stability ?? 'stable',
    revision: event === 'stability-unreadable' ? to : (revision.stability ?? 'stable'),
  })
}

/**
 * Compares what two sides say of their stability. What nobody can read promises nothing. Where it was so before, that
 * was a warning then, and no promise is taken back.
 */
export function relateStabilities(base: unknown, revision: unknown): StabilityEvent | undefined {
  if (isReadable(base) && !isReadable(revision)) return 'stability-unreadable'
  const distance = toRank(revision) - toRank(base)
  if (distance === 0) return undefined
  return distance < 0 ? 'stability-lowered' : 'stability-raised'
}

/** Says whether what two operations say of their stability is told above; else it is an extension like others. */
export function isStabilityTold(base: object, revision: object): boolean {
  const [from, to] = [base, revision].map((one) => readKey(one, 'x-stability-level'))
  return isReadable(from) || relateStabilities(from, to) !== undefined
}

/** From what promises least to what promises most. */
const levels: readonly unknown[] = ['draft', 'alpha', 'beta', 'stable']

/** What says nothing is stable. */
function toRank(level: unknown): number {
  return levels.indexOf(levels.includes(level) ? level : 'stable')
}

function isReadable(level: unknown): boolean {
  return level === undefined || level === 'ga' || levels.includes(level)
}
