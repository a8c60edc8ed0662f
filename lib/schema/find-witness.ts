import { sessionOf } from './open-session.ts'
import { showDifference } from './show-difference.ts'
import { tellReason } from './tell-reason.ts'
import type { Comparer, Direction, LocatedSchema, Witness, WitnessGoal } from './types.ts'

/**
 * Finds a small whole body that shows a difference: the sender's side accepts it, the receiver's rejects it, and
 * a validator of JSON Schema says the same of the original schemas. In a request the base sends and the revision
 * receives; in a response it is the other way round.
 *
 * @returns `undefined` where none was found: that is no proof that there is none
 */
export function findWitness(
  comparer: Comparer,
  base: LocatedSchema,
  revision: LocatedSchema,
  direction: Direction,
  goal: WitnessGoal = {},
): Witness | undefined {
  const session = sessionOf(comparer, direction)
  const from = { ...base, side: session.base }
  const to = { ...revision, side: session.revision }
  const isRequest = direction === 'request'
  const [sender, receiver] = isRequest ? [from, to] : [to, from]
  session.budget.enter()
  const branch = goal.branch && { ...goal.branch, side: sender.side }
  const shown = showDifference(session, sender, receiver, goal.location, branch)
  if (shown === undefined) return undefined
  const reason = tellReason(session.judge, receiver, shown.value, goal.location)
  return {
    value: shown.value,
    ...(isRequest ? { validIn: 'base', invalidIn: 'revision' } : { validIn: 'revision', invalidIn: 'base' }),
    ...(reason === undefined ? {} : { reason }),
  }
}
