import type { PairComparison } from './compare-pair.ts'
import { isConjunctive } from './is-conjunctive.ts'
import type { Session } from './open-session.ts'
import type { Part } from './shape.ts'
import { showDifference } from './show-difference.ts'
import type { Effect, Relation, SchemaComparison, SchemaFact } from './types.ts'

/** How many places that facts name are tried, one after the other, where a search of the whole finds nothing. */
const maximalLocations = 30

/**
 * Judges a pair of schemas as a whole. The facts of a comparison are told of the place that they are at: what is
 * narrower there may be made up for by another branch. So a difference is claimed here only if a value shows it.
 */
export function judgePair(session: Session, comparison: SchemaComparison): PairComparison {
  const { prover } = session.finder
  const from = { ...comparison.base, side: session.base }
  const to = { ...comparison.revision, side: session.revision }
  const { facts, reason } = gather(comparison)
  session.budget.enter()
  const { relation } = comparison
  const isSubset = (sender: Part, receiver: Part): boolean => {
    session.budget.begin()
    return prover.isSubset(prover.workspace.toPlace(sender), prover.workspace.toPlace(receiver))
  }
  const isWithin = relation === 'equal' || relation === 'wider' || isSubset(from, to)
  const isAround = relation === 'equal' || relation === 'narrower' || isSubset(to, from)
  const lost = isWithin ? undefined : show(session, from, to, listLocations(facts, 'narrows'))
  const won = isAround ? undefined : show(session, to, from, listLocations(facts, 'widens'))
  // Of what is too long to be written down there are no values, and no need of them where nothing is made up for.
  const isPlain = (effect: Effect): boolean =>
    reason === undefined &&
    hasEffect(facts, effect) &&
    [from, to].every((part) => isConjunctive(prover.workspace, part))
  const isLost = !isWithin && (lost !== undefined || isPlain('narrows'))
  const isWon = !isAround && (won !== undefined || isPlain('widens'))
  const settled = settle(isWithin, isAround, isLost, isWon)
  return {
    relation: settled,
    lost,
    won,
    facts: facts.flatMap((fact) => withoutDisproved(fact, isWithin, isAround) ?? []),
    ...(settled === 'unknown' ? { reason: reason ?? 'neither a proof nor a value tells' } : {}),
  }
}

/** The facts of a comparison and of all that it reaches, each once, and why any of them is open. */
function gather(comparison: SchemaComparison): { facts: readonly SchemaFact[]; reason: string | undefined } {
  const facts: SchemaFact[] = []
  const reached = new Map([[comparison, '']])
  for (const [one, location] of reached) {
    for (const fact of one.facts) facts.push({ ...fact, location: location + fact.location })
    for (const child of one.children) {
      if (!reached.has(child.comparison)) reached.set(child.comparison, location + child.location)
    }
  }
  return { facts, reason: [...reached.keys()].find((one) => one.reason !== undefined)?.reason }
}

function hasEffect(facts: readonly SchemaFact[], sought: Effect): boolean {
  return facts.some(({ effect }) => effect === sought || effect === 'both')
}

/** A search that knows its place is quick; one of the whole comes in between, since facts can be many. */
function listLocations(facts: readonly SchemaFact[], effect: Effect): readonly (string | undefined)[] {
  const telling = facts.filter((fact) => [effect, 'both', 'unknown'].includes(fact.effect))
  const locations = [...new Set(telling.map(({ location }) => location))]
  return [...locations.slice(0, 3), undefined, ...locations.slice(3, maximalLocations)]
}

function show(
  session: Session,
  sender: Part,
  receiver: Part,
  locations: readonly (string | undefined)[],
): PairComparison['lost'] {
  for (const location of locations) {
    const shown = showDifference(session, sender, receiver, location)
    if (shown !== undefined) return shown
  }
  return undefined
}

function settle(isWithin: boolean, isAround: boolean, isLost: boolean, isWon: boolean): Relation {
  if (isWithin && isAround) return 'equal'
  if (isLost && isWon) return 'incomparable'
  if (isLost && isAround) return 'narrower'
  return isWon && isWithin ? 'wider' : 'unknown'
}

/** What is proved of the whole holds for each place of it. */
function withoutDisproved(fact: SchemaFact, isWithin: boolean, isAround: boolean): SchemaFact | undefined {
  const { effect } = fact
  if (effect === 'none') return fact
  if (isWithin && isAround) return undefined
  if (isWithin)
    return effect === 'narrows' ? undefined : effect === 'both' ? { ...fact, effect: 'widens' } : fact
  if (isAround)
    return effect === 'widens' ? undefined : effect === 'both' ? { ...fact, effect: 'narrows' } : fact
  return fact
}
