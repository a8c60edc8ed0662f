import { overlapDoubt } from './draft.ts'
import type { Relation, SchemaComparison } from './types.ts'

/** How the sets of values relate, by the facts of a comparison and of all that it reaches. */
export function toRelation(comparison: SchemaComparison): Relation {
  const reached = new Set([comparison])
  let narrows = false
  let widens = false
  let isOpen = false
  let overlaps = false
  let differs = false
  for (const { facts, children, reason } of reached) {
    isOpen ||= reason !== undefined && reason !== overlapDoubt
    overlaps ||= reason === overlapDoubt
    for (const { effect, strictEffect } of facts) {
      differs ||= effect !== 'none' || strictEffect !== undefined
      narrows ||= effect === 'narrows' || effect === 'both'
      widens ||= effect === 'widens' || effect === 'both'
      isOpen ||= effect === 'unknown'
    }
    for (const child of children) reached.add(child.comparison)
  }
  if (narrows && widens) return 'incomparable'
  // Branches that overlap are in doubt where one of them differs, or what it refers to.
  if (isOpen || (overlaps && differs)) return 'unknown'
  if (narrows) return 'narrower'
  return widens ? 'wider' : 'equal'
}
