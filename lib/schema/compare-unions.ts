import { alterShape } from './alter-shape.ts'
import { acceptsAll } from './accepts-all.ts'
import { areTaggedApart } from './are-tagged-apart.ts'
import { branchIndexOf } from './branch-index.ts'
import { takeBeside } from './compare-beside.ts'
import { declareBeside, listOneSided, listSpoken } from './declare-beside.ts'
import { addFact, createDraft, overlapDoubt, type Draft, type Scope, type Spot } from './draft.ts'
import { intersectShapes, restrictShape } from './intersect-shapes.ts'
import { type Alternative, matchAlternatives, type Matching } from './match-alternatives.ts'
import { arePaired } from './pair-branches.ts'
import { settleShape } from './settle-shape.ts'
import { type Group, OBJECT, type Place, type Shape } from './shape.ts'
import type { Workspace } from './workspace.ts'
import { toBranchName, toBranchPointer } from './name-branch.ts'

/** Proofs of disjointness look at every pair of branches; beyond this many only tags tell. */
const maximalExclusive = 40
const maximalTagged = 400

/** Compares the unions of both sides; answers the types whose say is fully told by it. */
export function compareUnions(scope: Scope, draft: Draft, spot: Spot): number {
  const from = spot.base.groups
  const to = spot.revision.groups
  const [lone] = from.length === 0 ? to : from
  // One side is a union and the other none: then the other is a union of one branch, itself.
  if (from.length + to.length === 1 && lone !== undefined) {
    const mask = lone.mask & spot.base.types & spot.revision.types
    if (mask === 0) return 0
    scope.within.push(lone.pointer)
    const areApart = compareAlternatives(
      scope,
      draft,
      spot,
      listAlternatives(scope, spot.base, mask),
      listAlternatives(scope, spot.revision, mask),
      () => isOverlapping(scope, lone),
    )
    scope.within.pop()
    if (!areApart()) compareExclusive(scope, draft, spot, from[0], to[0])
    return mask
  }
  const added = [...to]
  for (const group of from) {
    const index = findPartner(scope, group, added)
    const partner = added[index]
    if (partner === undefined) {
      draft.isApproximate = true
      addFact(draft, spot, 'union-removed', 'widens', { basePointer: group.pointer })
      continue
    }
    added.splice(index, 1)
    const mask = group.mask | partner.mask
    const before = toAlternatives(scope.workspace, group, mask)
    const after = toAlternatives(scope.workspace, partner, mask)
    const names = listSpoken(scope, [...before, ...after])
    const areApart = compareAlternatives(
      scope,
      draft,
      spot,
      before.map((one) => ({ ...one, shape: declareBeside(scope, one.shape, spot.base, names) })),
      after.map((one) => ({ ...one, shape: declareBeside(scope, one.shape, spot.revision, names) })),
      () => isOverlapping(scope, group) || isOverlapping(scope, partner),
    )
    if (!areApart()) compareExclusive(scope, draft, spot, group, partner)
    compareReach(draft, spot, group, partner)
  }
  for (const group of added) {
    draft.isApproximate = true
    addFact(draft, spot, 'union-added', 'narrows', { revisionPointer: group.pointer })
  }
  return 0
}

/** The same union may leave free on one side what it restricts on the other. */
function compareReach(draft: Draft, spot: Spot, base: Group, revision: Group): void {
  const common = spot.base.types & spot.revision.types
  const pointers = { basePointer: base.pointer, revisionPointer: revision.pointer }
  if (base.mask & ~revision.mask & common) {
    draft.isApproximate = true
    addFact(draft, spot, 'union-removed', 'widens', pointers)
  }
  if (revision.mask & ~base.mask & common) {
    draft.isApproximate = true
    addFact(draft, spot, 'union-added', 'narrows', pointers)
  }
}

function findPartner(scope: Scope, group: Group, candidates: readonly Group[]): number {
  if (candidates.length <= 1) return candidates.length - 1
  const isEqual = (other: Group): boolean =>
    arePaired(group.branches, other.branches, ({ parts: [a] }, { parts: [b] }) => {
      return a !== undefined && b !== undefined && scope.texts.isSame(a, b)
    })
  const equal = candidates.findIndex(isEqual)
  return equal >= 0
    ? equal
    : Math.max(
        0,
        candidates.findIndex(({ mask }) => mask === group.mask),
      )
}

/** The branches for some types, together with all that holds beside them. */
function listAlternatives(scope: Scope, shape: Shape, mask: number): readonly Alternative[] {
  const { workspace } = scope
  const own = restrictShape(shape, mask)
  const [group] = own.groups
  if (group === undefined) return [{ shape: own, place: undefined }]
  const remainder = alterShape(own, { groups: [] })
  const alternatives = toAlternatives(workspace, group, mask).map(({ place, shape: branch }) => ({
    place,
    shape: leaveUnions(branch, scope.within),
  }))
  if (acceptsAll(remainder, remainder.types)) return alternatives
  return alternatives.map(({ place, shape: branch }) => ({
    place: undefined,
    written: place,
    shape: settleShape(workspace, intersectShapes(workspace, remainder, branch)),
  }))
}

/** A branch may take over the schema whose branch it is: that it is one of its branches says nothing anew, forever. */
function leaveUnions(shape: Shape, within: readonly string[]): Shape {
  const groups = shape.groups.filter(({ pointer }) => !within.includes(pointer))
  return groups.length === shape.groups.length ? shape : alterShape(shape, { groups })
}

function toAlternatives(workspace: Workspace, group: Group, mask: number): readonly Alternative[] {
  return group.branches.map((place) => ({ place, shape: restrictShape(workspace.shapeOf(place), mask) }))
}

/** Compares the branches of two unions; answers a question: whether what is sent of one of them fits no other. */
function compareAlternatives(
  scope: Scope,
  draft: Draft,
  spot: Spot,
  base: readonly Alternative[],
  revision: readonly Alternative[],
  overlaps: () => boolean,
): () => boolean {
  scope.budget.begin()
  const areNamed = [spot.base, spot.revision].some(({ notes }) => notes.discriminator !== undefined)
  const matching = matchAlternatives(scope, base, revision, areNamed)
  const { equal, pairs, removed, added } = matching
  // What accepts the same values may say something else beside them.
  const beside = createDraft()
  for (const pair of equal) comparePair(scope, beside, spot, ...pair)
  takeBeside(draft, beside)
  const told = draft.facts.length
  for (const pair of pairs) comparePair(scope, draft, spot, ...pair)
  let isApart: boolean | undefined
  const areApart = (): boolean => (isApart ??= areSentApart(scope, matching))
  // Beside a branch that overlaps it, a branch that accepts less lets the whole accept more.
  const isOverlap = pairs.length + removed.length + added.length > 0 && overlaps() && !areApart()
  if (isOverlap) draft.doubt = overlapDoubt
  scope.budget.begin()
  // What changes one branch may be made up for, or in a oneOf turned round, by another.
  if (removed.length + added.length > 0 || draft.facts.length > told) draft.isApproximate = true
  const nameOf = (alternative: Alternative, all: readonly Alternative[]): string =>
    toBranchName(scope.workspace, alternative, all)
  for (const alternative of removed) {
    const isCovered = scope.prover.isSubsetShape(alternative.shape, spot.revision)
    const effect = isCovered ? (isOverlap ? 'unknown' : 'none') : 'narrows'
    addFact(draft, spot, 'union-branch-removed', effect, {
      name: nameOf(alternative, base),
      basePointer: toBranchPointer(alternative),
    })
  }
  for (const alternative of added) {
    const isCovered = scope.prover.isSubsetShape(alternative.shape, spot.base)
    const effect = isCovered ? (isOverlap ? 'unknown' : 'none') : 'widens'
    addFact(draft, spot, 'union-branch-added', effect, {
      name: nameOf(alternative, revision),
      revisionPointer: toBranchPointer(alternative),
    })
  }
  return areApart
}

function comparePair(scope: Scope, draft: Draft, spot: Spot, from: Alternative, to: Alternative): void {
  if (from.place !== undefined && to.place !== undefined) {
    comparePlaced(scope, draft, spot, [from.place, to.place], from.shape.types | to.shape.types)
  } else {
    scope.compareShapes(draft, withoutDiscriminator(from), withoutDiscriminator(to), spot.location)
  }
}

/** What only one of two branches declares, the whole may declare beside the other one. */
function comparePlaced(
  scope: Scope,
  draft: Draft,
  spot: Spot,
  [base, revision]: readonly [Place, Place],
  types: number,
): void {
  const from = restrictShape(scope.workspace.shapeOf(base), types)
  const to = restrictShape(scope.workspace.shapeOf(revision), types)
  const names = listOneSided(scope, from, to)
  const ofBase = declareBeside(scope, from, spot.base, names)
  const ofRevision = declareBeside(scope, to, spot.revision, names)
  if (ofBase === from && ofRevision === to) scope.comparePlaces(draft, base, revision, spot.location)
  else scope.compareShapes(draft, ofBase, ofRevision, spot.location)
}

/** What a whole says of its alternatives is told of the whole. */
function withoutDiscriminator({ shape }: Alternative): Shape {
  const { discriminator, ...notes } = shape.notes
  return discriminator === undefined ? shape : alterShape(shape, { notes })
}

/** Whether what one branch sends fits no other branch of the receiver: by the tolerance, it lacks what that requires. */
function areSentApart({ prover, workspace }: Scope, matching: Matching): boolean {
  const { equal, pairs, removed, added } = matching
  const isRequest = workspace.direction === 'request'
  const couples = [
    ...[...equal, ...pairs].map(([from, to]) =>
      isRequest ? { sent: from, taken: to } : { sent: to, taken: from },
    ),
    ...(isRequest ? removed : added).map((sent) => ({ sent, taken: undefined })),
    ...(isRequest ? added : removed).map((taken) => ({ sent: undefined, taken })),
  ]
  if (!prover.closesSenders || couples.length > maximalExclusive) return false
  return couples.every(({ sent }) =>
    couples.every(
      (other) =>
        sent === undefined ||
        other.taken === undefined ||
        other.sent === sent ||
        prover.rejectsAll(other.taken.shape, sent.shape),
    ),
  )
}

/** anyOf and oneOf differ where branches overlap. */
function compareExclusive(
  scope: Scope,
  draft: Draft,
  spot: Spot,
  base: Group | undefined,
  revision: Group | undefined,
): void {
  const group = revision?.exclusive === true ? revision : base
  if ((base?.exclusive === true) === (revision?.exclusive === true) || group === undefined) return
  if (!isOverlapping(scope, group)) return
  draft.isApproximate = true
  addFact(draft, spot, 'union-changed', 'unknown', {
    basePointer: base?.pointer,
    revisionPointer: revision?.pointer,
  })
}

/** A oneOf that rejects what fits two of its branches: there, what is covered by others still has a say. */
function isOverlapping({ prover, workspace }: Scope, group: Group): boolean {
  const { branches, mask, exclusive } = group
  if (!exclusive) return false
  const shapes = branches.map((branch) => restrictShape(workspace.shapeOf(branch), mask))
  const areObjects = shapes.every(({ types }) => types === OBJECT)
  if (areObjects && branchIndexOf(workspace, group)?.isApart === true) return false
  if (branches.length > maximalTagged) return true
  return shapes.some((shape, index) =>
    shapes
      .slice(index + 1)
      .some((other) =>
        branches.length > maximalExclusive
          ? !areTaggedApart(workspace, shape, other)
          : !prover.isDisjoint(shape, other),
      ),
  )
}
