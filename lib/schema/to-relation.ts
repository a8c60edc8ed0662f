import type { Relation, SchemaComparison } from './types.ts'

/** How the sets of values relate, by the facts of a comparison and of all that it reaches. */
export function toRelation(comparison: SchemaComparison): Relation {
  const reached = new Set([comparison])
  let narrows = false
  let widens = false
  let isOpen = false
  for (const { facts, children, reason } of reached) {
    isOpen ||= reason !== undefined
    for (const { effect } of facts) {
      narrows ||= effect === 'narrows' || effect === 'both'
      widens ||= effect === 'widens' || effect === 'both'
      isOpen ||= effect === 'unknown'
    }
    for (const child of children) reached.add(child.comparison)
  }
  if (narrows && widens) return 'incomparable'
  if (isOpen) return 'unknown'
  if (narrows) return 'narrower'
  return widens ? 'wider' : 'equal'
}
