import type { Draft } from './draft.ts'
import type { Session } from './open-session.ts'
import type { Shape } from './shape.ts'
import type { Effect, SchemaFact } from './types.ts'

const undecidable: ReadonlySet<string> = new Set([
  'format-changed',
  'comparison-ended',
  'reference-unresolved',
  'type-unknown',
])

/**
 * Sets what was read off keywords against proofs about the sets themselves: facts that change nothing go, and an
 * effect that keywords leave open is settled by a value that shows it.
 */
export function refineDraft(
  { finder, budget }: Session,
  draft: Draft,
  base: Shape,
  revision: Shape,
  isWhole: boolean,
): void {
  if (!draft.isApproximate && !isWhole) return
  if (draft.facts.every(({ effect }) => effect === 'none')) return
  const { prover } = finder
  const isProved = (from: Shape, to: Shape): boolean => {
    budget.begin()
    return prover.isSubsetShape(from, to)
  }
  const isShown = (from: Shape, to: Shape): boolean => {
    budget.begin()
    return finder.findShapeDifferences(from, to).length > 0
  }
  const isWithin = isProved(base, revision)
  const isAround = isProved(revision, base)
  if (isWithin && isAround) {
    keep(draft, (fact) => (fact.effect === 'none' ? fact : undefined))
    for (const [index, pair] of draft.references.entries())
      draft.references[index] = { ...pair, isBeside: true }
    draft.doubt = undefined
    return
  }
  const told = [...draft.facts]
  const refers = draft.references.some(({ isBeside }) => isBeside !== true)
  if (isWithin) keep(draft, (fact) => withoutEffect(fact, 'narrows', 'widens'))
  if (isAround) keep(draft, (fact) => withoutEffect(fact, 'widens', 'narrows'))
  if (draft.facts.every(({ effect }) => effect === 'none') && !refers) {
    // All facts are disproved, and yet the sets are not proved equal: something differs, or the prover is too weak.
    replace(draft, told.map(leaveOpen))
    draft.isApproximate = true
  }
  // Where components differ too, a value that shows a difference may show theirs.
  if (!draft.isApproximate || refers) return
  const narrows = !isWithin && isShown(base, revision)
  const widens = !isAround && isShown(revision, base)
  if (!narrows && !isWithin) keep(draft, (fact) => withoutProof(fact, 'narrows'))
  if (!widens && !isAround) keep(draft, (fact) => withoutProof(fact, 'widens'))
  if ((isWithin || narrows) && (isAround || widens)) draft.doubt = undefined
  settleEffects(draft, narrows, widens, { isWithin, isAround }, prover.workspace.direction === 'request')
  // That no fact says so proves no containment.
  const isOpen =
    (isWithin || narrows) && (isAround || widens) ? undefined : 'neither a proof nor a value tells'
  if (draft.facts.some(({ effect }) => effect !== 'none')) draft.doubt ??= isOpen
}

function settleEffects(
  draft: Draft,
  narrows: boolean,
  widens: boolean,
  proofs: { readonly isWithin: boolean; readonly isAround: boolean },
  isRequest: boolean,
): void {
  const hasNarrowing = draft.facts.some(({ effect }) => effect === 'narrows' || effect === 'both')
  const hasWidening = draft.facts.some(({ effect }) => effect === 'widens' || effect === 'both')
  keep(draft, (fact) => {
    if (isUndecidable(fact) || fact.effect === 'none') return fact
    if (fact.effect === 'unknown') {
      if (narrows && widens) return { ...fact, effect: 'both' }
      // One direction is shown, the other open: what counts for messages of this direction is settled.
      if (narrows && (proofs.isAround || isRequest)) return { ...fact, effect: 'narrows' }
      if (widens && (proofs.isWithin || !isRequest)) return { ...fact, effect: 'widens' }
      return fact
    }
    if (narrows && !hasNarrowing && fact.effect === 'widens') return { ...fact, effect: 'both' }
    if (widens && !hasWidening && fact.effect === 'narrows') return { ...fact, effect: 'both' }
    return fact
  })
}

/** Facts whose effect no proof about values can settle; a format has one where it is said to be asserted. */
function isUndecidable({ kind, effect }: SchemaFact): boolean {
  return undecidable.has(kind) && (kind !== 'format-changed' || effect === 'unknown')
}

function leaveOpen(fact: SchemaFact): SchemaFact {
  return fact.effect === 'none' ? fact : { ...fact, effect: 'unknown' }
}

/** Takes a disproved effect from a fact; `undefined` where nothing is left of it. */
function withoutEffect(fact: SchemaFact, disproved: Effect, left: Effect): SchemaFact | undefined {
  if (fact.effect === disproved) return undefined
  return fact.effect === 'both' ? { ...fact, effect: left } : fact
}

/** An effect that was read off keywords, and that no value shows. */
function withoutProof(fact: SchemaFact, unproved: Effect): SchemaFact {
  const isOpen = fact.effect === unproved || fact.effect === 'both'
  return isOpen && !isUndecidable(fact) ? { ...fact, effect: 'unknown' } : fact
}

function keep(draft: Draft, change: (fact: SchemaFact) => SchemaFact | undefined): void {
  replace(
    draft,
    draft.facts.flatMap((fact) => change(fact) ?? []),
  )
}

/** One by one: there may be more facts than a call may have arguments. */
function replace(draft: Draft, facts: readonly SchemaFact[]): void {
  draft.facts.length = 0
  for (const fact of facts) draft.facts.push(fact)
}
