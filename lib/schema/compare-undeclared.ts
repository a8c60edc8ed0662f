import { addFact, type Draft, type Scope, type Spot, toEffect, toTolerance } from './draft.ts'
import type { Members } from './members-of.ts'
import { isNothing, type Place } from './shape.ts'
import type { Effect } from './types.ts'

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
  const { strict, tolerant } = toEffects(scope, from, to, narrows, !narrows)
  addFact(draft, spot, kind, tolerant, {
    basePointer: from.additionalPointer,
    revisionPointer: to.additionalPointer,
    ...toTolerance(tolerant, strict),
  })
}

function comparePatternProperties(scope: Scope, draft: Draft, spot: Spot, from: Members, to: Members): void {
  for (const name of new Set([...from.patterns.keys(), ...to.patterns.keys()])) {
    const before = from.patterns.get(name)
    const after = to.patterns.get(name)
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
    const { strict, tolerant } = toEffects(
      scope,
      from,
      to,
      added ? isStricter : isLooser,
      added ? isLooser : isStricter,
    )
    addFact(draft, spot, added ? 'pattern-property-added' : 'pattern-property-removed', tolerant, {
      name,
      basePointer: before?.parts[0]?.pointer,
      revisionPointer: after?.parts[0]?.pointer,
      ...toTolerance(tolerant, strict),
    })
  }
}

/** By the tolerance, a side that says nothing about undeclared properties does not send any. */
function toEffects(
  { prover }: Scope,
  from: Members,
  to: Members,
  narrows: boolean,
  widens: boolean,
): { strict: Effect; tolerant: Effect } {
  const strict = toEffect(narrows, widens)
  if (!prover.closesSenders) return { strict, tolerant: strict }
  return { strict, tolerant: toEffect(narrows && !from.isOpenByOmission, widens && !to.isOpenByOmission) }
}

function isFree({ prover, workspace }: Scope, place: Place): boolean {
  return prover.isSubset(workspace.anything, place)
}
