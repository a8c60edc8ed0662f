import { holdsPlace } from './holds-place.ts'
import { sessionOf } from './open-session.ts'
import { listDifferences } from './show-difference.ts'
import { type Reason, tellReason } from './tell-reason.ts'
import type { Comparer, Direction, LocatedSchema, Witness, WitnessGoal } from './types.ts'
import { unescapeToken } from './unescape-token.ts'

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
  const from = session.base.enter(base)
  const to = session.revision.enter(revision)
  const isRequest = direction === 'request'
  const [sender, receiver] = isRequest ? [from, to] : [to, from]
  session.budget.enter()
  let found: { readonly value: unknown; readonly reason: Reason } | undefined
  const branch = goal.branch && sender.side.enter(goal.branch)
  const held = goal.isHeld === true ? (goal.location ?? '').split('/').slice(1).map(unescapeToken) : []
  for (const value of listDifferences(session, sender, receiver, goal.location, branch)) {
    if (!holdsPlace(value, held)) continue
    const reason = tellReason(session, receiver, value, goal)
    // What shows a difference elsewhere alone is no example of this one.
    if (reason.at === 'elsewhere') continue
    if (reason.at === 'place' || found === undefined) found = { value, reason }
    if (reason.at === 'place') break
  }
  if (found === undefined) return undefined
  const { value, reason } = found
  return {
    value,
    ...(isRequest ? { validIn: 'base', invalidIn: 'revision' } : { validIn: 'revision', invalidIn: 'base' }),
    ...(reason.text === undefined ? {} : { reason: reason.text }),
  }
}
