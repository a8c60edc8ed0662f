import { alterShape } from './alter-shape.ts'
import { compareArrays } from './compare-arrays.ts'
import { compareNotes } from './compare-notes.ts'
import { compareObjects } from './compare-objects.ts'
import { compareRest } from './compare-rest.ts'
import { compareNumbers, compareStrings } from './compare-scalars.ts'
import type { TextComparer } from './compare-texts.ts'
import { compareTypes } from './compare-types.ts'
import { compareUnions } from './compare-unions.ts'
import { dissolveSingles } from './dissolve-singles.ts'
import { addFact, createDraft, type Draft, type Scope, type Spot } from './draft.ts'
import type { Session } from './open-session.ts'
import { isPromiseMoved } from './is-promise-moved.ts'
import { isKeywords } from './list-parts.ts'
import { peelReference } from './peel-reference.ts'
import { refineDraft } from './refine-draft.ts'
import { settleEncodings } from './settle-encodings.ts'
import { ARRAY, isOpenList, NULL, NUMBER, OBJECT, type Place, STRING, valuesOf } from './shape.ts'

/** Schemas are compared this many levels down within one pair; a pair of references starts anew. */
const maximalDepth = 100

/** Facts told again for further places of one schema: where schemas share their parts, these are countless. */
const maximalRepeated = 20_000

/** A reference in more wrappings than this is taken for none. */
const maximalWrappings = 20

/** Writes down what differs between two places, up to the pairs of references that it meets. */
export function draftDifferences(session: Session, base: Place, revision: Place): Draft {
  const { finder, texts, budget, effort } = session
  const { prover } = finder
  const { workspace } = prover
  let drafts: Map<string, Draft> | undefined
  const begun = new Set<string>()
  let depth = 0
  /** How many places around the one in question take over a component. */
  let heirs = 0
  /** Whether schemas take over one. */
  const taking = new Map<object, boolean>()
  let repeated = 0
  /** How many places were left out, with all that they stand in; that some were is told once. */
  let cuts = 0
  let isCutTold = false

  const scope: Scope = {
    workspace,
    prover,
    finder,
    texts,
    budget,
    within: [],
    comparePlaces(draft, from, to, location) {
      effort.places += 1
      if (from.id === to.id || isSameText(texts, from, to)) return
      if (comparePeeled(draft, from, to, location) || isOwnPair(draft, from, to, location)) return
      if (depth >= maximalDepth || budget.isSpent) {
        const spot = { base: workspace.shapeOf(from), revision: workspace.shapeOf(to), location }
        addEnd(draft, spot, depth >= maximalDepth ? 'the schema nests too deep' : 'too many steps')
        return
      }
      // A property's name is part of what is told of it.
      const own = location.slice(Math.max(location.lastIndexOf('/'), 0))
      const outer = location.slice(0, location.length - own.length)
      const before = cuts
      const inner = compareOnce(from, to, own)
      if (cuts > before && depth > 0) {
        if (depth > 1 || isCutTold) return
        isCutTold = true
        const spot = { base: workspace.shapeOf(from), revision: workspace.shapeOf(to), location }
        addEnd(draft, spot, 'too many places of one schema')
        return
      }
      for (const fact of inner.facts) {
        draft.facts.push(outer === '' ? fact : { ...fact, location: outer + fact.location })
      }
      for (const pair of inner.references) {
        draft.references.push(outer === '' ? pair : { ...pair, location: outer + pair.location })
      }
      draft.doubt ??= inner.doubt
    },
    compareShapes(draft, from, to, location) {
      const reason = from.ended ?? to.ended
      if (reason !== undefined) {
        addEnd(draft, { base: from, revision: to, location }, reason)
        return
      }
      const isPaired = from.groups.length === 1 && to.groups.length === 1
      const areSingle = [from, to].every(({ groups }) => groups[0]?.branches.length === 1)
      const keepsSingles = isPaired && areSingle
      const [base, revision] = settleEncodings(
        keepsSingles ? from : dissolveSingles(workspace, from),
        keepsSingles ? to : dissolveSingles(workspace, to),
      )
      const spot: Spot = { base, revision, location }
      compareTypes(scope, draft, spot)
      const told = compareUnions(scope, draft, spot)
      compareFacets(scope, draft, spot, spot.base.types & spot.revision.types & ~told)
      compareRest(scope, draft, spot)
      compareNotes(draft, spot, from.notes, to.notes)
    },
  }

  /**
   * What holds itself, and says more than a reference does: within itself, it is one like others. Of components that hold
   * each other so, there are as many ways from one to the next as there are orders of them.
   */
  function isOwnPair(draft: Draft, from: Place, to: Place, location: string): boolean {
    const [base, ...othersOfBase] = from.parts
    const [revision, ...othersOfRevision] = to.parts
    if (base === undefined || revision === undefined) return false
    if (othersOfBase.length > 0 || othersOfRevision.length > 0) return false
    const isWithinOther = heirs > 0 && takesOver(base.schema, taking) && takesOver(revision.schema, taking)
    if (!isWithinOther && !begun.has(toKey(from, to))) return false
    draft.references.push({ location, base, revision })
    return true
  }

  /** A schema may stand at many places of one pair: what differs in it is found out once. */
  function compareOnce(from: Place, to: Place, location: string): Draft {
    const pair = toKey(from, to)
    const key = `${pair} ${String(depth === 0)} ${location}`
    const held = drafts?.get(key)
    if (held !== undefined) {
      const size = held.facts.length + held.references.length
      repeated += size
      // What is no more than the word that it is left out stays.
      if (repeated > maximalRepeated && size > 1) cuts += 1
      return held
    }
    const isHeir = [from, to].every(({ parts }) => parts.some(({ schema }) => takesOver(schema, taking)))
    begun.add(pair)
    depth += 1
    if (isHeir) heirs += 1
    const { within } = scope
    scope.within = []
    // A place is judged as a whole only after all that is inside it.
    const inner = createDraft()
    scope.compareShapes(inner, workspace.shapeOf(from), workspace.shapeOf(to), location)
    refineDraft(session, inner, workspace.shapeOf(from), workspace.shapeOf(to), depth === 1)
    scope.within = within
    depth -= 1
    if (isHeir) heirs -= 1
    begun.delete(pair)
    drafts ??= new Map()
    drafts.set(key, inner)
    return inner
  }

  function comparePeeled(draft: Draft, from: Place, to: Place, location: string): boolean {
    const before = peelReference(from)
    const after = peelReference(to)
    if (before === undefined || after === undefined) return false
    if (before.mayExcludeNull !== after.mayExcludeNull) return false
    if (isPromiseMoved(workspace, before, after) || isPromiseMoved(workspace, after, before)) return false
    const spot: Spot = {
      base: alterShape(workspace.shapeOf(from), { pointer: before.pointer }),
      revision: alterShape(workspace.shapeOf(to), { pointer: after.pointer }),
      location,
    }
    compareNotes(draft, spot, before.notes, after.notes)
    if (texts.isSame(before.target, after.target)) compareWrappedNull(draft, spot)
    else {
      if (before.isNullable !== after.isNullable) compareWrappedNull(draft, spot)
      draft.references.push({ location, base: before.target, revision: after.target })
    }
    return true
  }
  const draft = createDraft()
  budget.enter()
  scope.comparePlaces(draft, base, revision, '')
  return draft
}

function toKey(from: Place, to: Place): string {
  return `${String(from.id)} ${String(to.id)}`
}

/** Says of two places that they were not compared, and why. */
export function draftEnd({ finder }: Session, base: Place, revision: Place, reason: string): Draft {
  const { workspace } = finder.prover
  const draft = createDraft()
  addEnd(
    draft,
    { base: workspace.shapeOf(base), revision: workspace.shapeOf(revision), location: '' },
    reason,
  )
  return draft
}

function isSameText(texts: TextComparer, base: Place, revision: Place): boolean {
  if (base.parts.length === 0 || base.parts.length !== revision.parts.length) return false
  return base.parts.every((part, index) => {
    const other = revision.parts[index]
    return other !== undefined && texts.isSame(part, other)
  })
}

/** Around the same reference, null is all that can differ. */
function compareWrappedNull(draft: Draft, spot: Spot): void {
  const wasNullable = (spot.base.types & NULL) !== 0
  const isNullable = (spot.revision.types & NULL) !== 0
  if (wasNullable === isNullable) return
  addFact(
    draft,
    spot,
    isNullable ? 'became-nullable' : 'became-not-nullable',
    isNullable ? 'widens' : 'narrows',
  )
}

function addEnd(draft: Draft, spot: Spot, reason: string): void {
  addFact(draft, spot, 'comparison-ended', 'unknown', { name: reason })
}

function compareFacets(scope: Scope, draft: Draft, spot: Spot, types: number): void {
  const sides = [spot.base, spot.revision]
  const isOpen = (typeClass: number): boolean => sides.some((side) => isOpenList(side, typeClass))
  const isCompared = (typeClass: number): boolean =>
    (types & typeClass) !== 0 &&
    (isOpen(typeClass) || sides.every((side) => valuesOf(side, typeClass) === undefined))
  // What is said beside a list tells little of the values in it.
  if ([NUMBER, STRING, ARRAY, OBJECT].some((typeClass) => isCompared(typeClass) && isOpen(typeClass))) {
    draft.isApproximate = true
  }
  if (isCompared(NUMBER)) compareNumbers(draft, spot)
  if (isCompared(STRING)) compareStrings(draft, spot)
  if (isCompared(ARRAY)) compareArrays(scope, draft, spot)
  if (isCompared(OBJECT)) compareObjects(scope, draft, spot)
}

/** Says whether a schema is what a reference leads to, and more. */
function takesOver(schema: unknown, known: Map<object, boolean>, wrappings = maximalWrappings): boolean {
  if (!isKeywords(schema) || wrappings === 0) return false
  if (typeof schema.$ref === 'string' || typeof schema.$dynamicRef === 'string') return true
  const held = known.get(schema)
  if (held !== undefined) return held
  // One schema may stand in many lists, and in those of another one.
  known.set(schema, false)
  const takes = inPlace.some((keyword) => {
    const list = schema[keyword]
    return Array.isArray(list) && list.some((one) => takesOver(one, known, wrappings - 1))
  })
  known.set(schema, takes)
  return takes
}

/** The lists whose schemas are about the same value. */
const inPlace = ['allOf', 'anyOf', 'oneOf'] as const
