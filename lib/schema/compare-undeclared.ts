import { findPattern } from './canonical-pattern.ts'
import { addFact, type Draft, type Scope, type Spot, toEffect } from './draft.ts'
import type { Members } from './members-of.ts'
import { isNothing, type Place, pointerOf } from './shape.ts'

/** Compares what both sides say of the properties that they do not name. */
export function compareUndeclared(scope: Scope, draft: Draft, spot: Spot, from: Members, to: Members): void {
  comparePatternProperties(scope, draft, spot, from, to)
  const before = from.additional
  const after = to.additional
  if (before === after) return
  const wasClosed = isNothing(before)
  const isClosed = isNothing(after)
  const wasFree = isFree(scope, before)
  const nowFree = isFree(scope, after)
  if ((wasClosed && isClosed) || (wasFree && nowFree)) return
  if (!wasClosed && !isClosed && !wasFree && !nowFree) {
    scope.comparePlaces(draft, before, after, `${spot.location}/*`)
    return
  }
  const kind = isClosed
    ? 'additional-properties-closed'
    : wasClosed
      ? 'additional-properties-opened'
      : 'additional-properties-changed'
  const narrows = isClosed || (wasFree && !wasClosed)
  addFact(draft, spot, kind, toEffect(narrows, !narrows), {
    basePointer: from.additionalPointer,
    revisionPointer: to.additionalPointer,
  })
}

function comparePatternProperties(scope: Scope, draft: Draft, spot: Spot, from: Members, to: Members): void {
  for (const name of new Set([...from.patterns.keys(), ...to.patterns.keys()])) {
    const before = findPattern(from.patterns, name)
    const after = findPattern(to.patterns, name)
    // Both names of one pattern are met.
    if (before !== undefined && after !== undefined && !from.patterns.has(name)) continue
    if (before !== undefined && after !== undefined) {
      scope.comparePlaces(draft, before, after, `${spot.location}/*`)
      continue
    }
    draft.isApproximate = true
    const wanted = before ?? after ?? scope.workspace.anything
    const others = before === undefined ? from.additional : to.additional
    const isStricter = !scope.prover.isSubset(others, wanted)
    const isLooser = !scope.prover.isSubset(wanted, others)
    const added = before === undefined
    const effect = added ? toEffect(isStricter, isLooser) : toEffect(isLooser, isStricter)
    addFact(draft, spot, added ? 'pattern-property-added' : 'pattern-property-removed', effect, {
      name,
      basePointer: before && pointerOf(before),
      revisionPointer: after && pointerOf(after),
    })
  }
}

function isFree({ prover, workspace }: Scope, place: Place): boolean {
  return prover.isSubset(workspace.anything, place)
}
