import { toCanonicalText } from './canonical-text.ts'
import { compareBeside } from './compare-beside.ts'
import { compareLimit } from './compare-scalars.ts'
import { compareUndeclared } from './compare-undeclared.ts'
import { addFact, type Draft, type Scope, type Spot, toEffect, toTolerance } from './draft.ts'
import type { SchemaFactKind } from './fact-kinds.ts'
import { groupBy } from './group-by.ts'
import { toPointerToken } from './list-parts.ts'
import { matchPattern } from './match-pattern.ts'
import { type Members, membersOf } from './members-of.ts'
import { type Dependent, isNothing, type ObjectFacet, type Place, pointerOf, type Shape } from './shape.ts'

/** Compares what both sides say of objects. */
export function compareObjects(scope: Scope, draft: Draft, spot: Spot): void {
  const { object: base } = spot.base
  const { object: revision } = spot.revision
  const from = membersOf(scope.workspace, base)
  const to = membersOf(scope.workspace, revision)
  const names = new Set<string>()
  for (const named of [from.declared, to.declared, base.required, revision.required]) {
    for (const name of named.keys()) names.add(name)
  }
  const told = draft.facts.length
  for (const name of names) compareProperty(scope, draft, spot, name, from, to)
  compareUndeclared(scope, draft, spot, from, to)
  compareLimit(draft, spot, 'min-properties', base.minProperties, revision.minProperties)
  compareLimit(draft, spot, 'max-properties', base.maxProperties, revision.maxProperties)
  // A count of properties may require them all, or let no others in.
  if (draft.facts.length > told && [base, revision].some(isCounted)) draft.isApproximate = true
  compareNames(scope, draft, spot)
  compareDependents(scope, draft, spot)
}

function isCounted({ minProperties, maxProperties }: ObjectFacet): boolean {
  return minProperties !== undefined || maxProperties !== undefined
}

function compareProperty(
  scope: Scope,
  draft: Draft,
  spot: Spot,
  name: string,
  from: Members,
  to: Members,
): void {
  const location = `${spot.location}/${toPointerToken(name)}`
  const wasRequired = spot.base.object.required.has(name)
  const isRequired = spot.revision.object.required.has(name)
  // What a side requires it knows, declared or not: it holds what the others may hold.
  const isDeclared =
    from.declared.has(name) || to.declared.has(name) || isNothing(from.at(name)) !== isNothing(to.at(name))
  const find = (members: Members, { object }: Shape, isRequiredThere: boolean): Place | undefined => {
    const isKnown = (isDeclared && isRequiredThere) || isMatched(object, members, name)
    return isKnown ? members.at(name) : undefined
  }
  const before = from.declared.get(name) ?? find(from, spot.base, wasRequired)
  const after = to.declared.get(name) ?? find(to, spot.revision, isRequired)
  if (before === undefined && after !== undefined) {
    addDeclared(scope, draft, spot, name, from, after)
    return
  }
  if (before !== undefined && after === undefined) {
    addUndeclared(scope, draft, spot, name, before, to)
    return
  }
  if (wasRequired !== isRequired) {
    const kind = isRequired ? 'property-became-required' : 'property-became-optional'
    addFact(draft, { ...spot, location }, kind, isRequired ? 'narrows' : 'widens', {
      name,
      basePointer: spot.base.object.required.get(name),
      revisionPointer: spot.revision.object.required.get(name),
    })
  }
  if (before !== undefined && after !== undefined) scope.comparePlaces(draft, before, after, location)
}

/** Whether a pattern takes a name in, as if it were declared. */
function isMatched({ hidden }: ObjectFacet, { patterns }: Members, name: string): boolean {
  return !hidden.has(name) && [...patterns.keys()].some((source) => matchPattern(source, name) === true)
}

/** A property that only the revision declares: for the base it was one of the others. */
function addDeclared(
  scope: Scope,
  draft: Draft,
  spot: Spot,
  name: string,
  from: Members,
  after: Place,
): void {
  const { prover } = scope
  const required = spot.revision.object.required.has(name)
  const mustNow = required && !spot.base.object.required.has(name)
  const others = from.at(name)
  const widens = !isNothing(after) && !prover.isSubset(after, others)
  const narrows = mustNow || !prover.isSubset(others, after)
  const unmarked = spot.base.object.hidden.get(name)
  const kind: SchemaFactKind =
    unmarked === undefined ? 'property-added' : (`became-not-${markNames[unmarked.value]}` as const)
  const strict = toEffect(narrows, widens)
  const tolerant = prover.closesSenders && from.isOpenByOmission ? toEffect(mustNow, widens) : strict
  addFact(draft, toPropertySpot(spot, name), kind, tolerant, {
    name,
    required,
    basePointer: unmarked?.pointer,
    revisionPointer: pointerOf(after),
    ...toTolerance(tolerant, strict),
  })
}

/** A property that only the base declares: for the revision it is one of the others. */
function addUndeclared(
  scope: Scope,
  draft: Draft,
  spot: Spot,
  name: string,
  before: Place,
  to: Members,
): void {
  const { prover } = scope
  const required = spot.base.object.required.has(name)
  const mayNow = required && !spot.revision.object.required.has(name)
  const others = to.at(name)
  const narrows = !isNothing(before) && !prover.isSubset(before, others)
  const widens = mayNow || !prover.isSubset(others, before)
  const marked = spot.revision.object.hidden.get(name)
  const kind: SchemaFactKind =
    marked === undefined ? 'property-removed' : (`became-${markNames[marked.value]}` as const)
  const strict = toEffect(narrows, widens)
  const tolerant = prover.closesSenders && to.isOpenByOmission ? toEffect(narrows, mayNow) : strict
  addFact(draft, toPropertySpot(spot, name), kind, tolerant, {
    name,
    required,
    basePointer: pointerOf(before),
    revisionPointer: marked?.pointer,
    ...toTolerance(tolerant, strict),
  })
}

const markNames = { readOnly: 'read-only', writeOnly: 'write-only' } as const

function toPropertySpot(spot: Spot, name: string): Spot {
  return { ...spot, location: `${spot.location}/${toPointerToken(name)}` }
}

function compareNames(scope: Scope, draft: Draft, spot: Spot): void {
  const { exact } = scope.prover
  const from = spot.base.object.names
  const to = spot.revision.object.names
  const narrows = !exact.isSubset(from, to)
  const widens = !exact.isSubset(to, from)
  if (!narrows && !widens) return
  draft.isApproximate = true
  const wasFree = exact.isSubset(scope.workspace.anything, from)
  const isFree = exact.isSubset(scope.workspace.anything, to)
  const kind = wasFree ? 'property-names-added' : isFree ? 'property-names-removed' : 'property-names-changed'
  addFact(draft, spot, kind, toEffect(narrows, widens), {
    basePointer: pointerOf(from),
    revisionPointer: pointerOf(to),
  })
}

function compareDependents(scope: Scope, draft: Draft, spot: Spot): void {
  const from = spot.base.object.dependents
  const to = spot.revision.object.dependents
  const [before, after] = [groupBy(from, toText), groupBy(to, toText)]
  const removed = from.filter(
    (one) => !after.get(toText(one))?.some((now) => isSameDependent(scope, one, now)),
  )
  const added = to.filter((one) => !before.get(toText(one))?.some((old) => isSameDependent(scope, old, one)))
  if (removed.length + added.length > 0) draft.isApproximate = true
  const partners = groupBy(added.toReversed(), toKind)
  const paired = new Set<Dependent>()
  for (const item of removed) {
    const other = partners.get(toKind(item))?.pop()
    const kind = item.place === undefined ? 'dependent-required' : 'dependent-schema'
    addFact(draft, spot, other ? `${kind}-changed` : `${kind}-removed`, other ? 'unknown' : 'widens', {
      name: item.name,
      basePointer: item.pointer,
      revisionPointer: other?.pointer,
    })
    if (other) paired.add(other)
  }
  for (const one of added) {
    if (paired.has(one)) continue
    const { name, place, pointer } = one
    const kind = place === undefined ? 'dependent-required-added' : 'dependent-schema-added'
    addFact(draft, spot, kind, 'narrows', { name, revisionPointer: pointer })
  }
  const waiting = groupBy(to, toKind)
  for (const old of from) {
    const now = waiting.get(toKind(old))?.shift()
    if (old.place !== undefined && now?.place !== undefined)
      compareBeside(scope, draft, old.place, now.place, spot.location)
  }
}

function toKind({ name, place }: Dependent): string {
  return `${place === undefined ? 'required' : 'schema'} ${name}`
}

/** All of a dependent but its schema. */
function toText(dependent: Dependent): string {
  return toCanonicalText([toKind(dependent), dependent.needs])
}

/** Of two with the same text. */
function isSameDependent({ prover: { exact }, budget }: Scope, a: Dependent, b: Dependent): boolean {
  if (a.place === undefined || b.place === undefined) return true
  return budget.spend() && exact.isSubset(a.place, b.place) && exact.isSubset(b.place, a.place)
}
