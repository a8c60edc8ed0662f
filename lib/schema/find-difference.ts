import { alterShape } from './alter-shape.ts'
import type { Budget } from './budget.ts'
import { measureCanonicalText } from './canonical-text.ts'
import { hashSchema } from './hash-schema.ts'
import { intersectShapes, restrictShape } from './intersect-shapes.ts'
import { listCases } from './list-cases.ts'
import { mergeObjects } from './merge-objects.ts'
import { listOutside } from './outside-shape.ts'
import { takeStates } from './pattern-language.ts'
import { lacksRequired } from './prove-facets.ts'
import { maximalOverlap, type Prover } from './prove-subset.ts'
import { sampleArrays } from './sample-arrays.ts'
import { sampleObjects } from './sample-objects.ts'
import { sampleNumbers, sampleStrings } from './sample-scalars.ts'
import { settleShape } from './settle-shape.ts'
import {
  ARRAY,
  BOOLEAN,
  isNothing,
  NULL,
  NUMBER,
  OBJECT,
  type Place,
  type Shape,
  toTypeMask,
  STRING,
  type Values,
  valuesOf,
  TYPE_CLASSES,
} from './shape.ts'
import { validateAt, validateValue } from './validate-value.ts'

/** Looks for values by which one schema differs from another. */
export interface Finder {
  readonly prover: Prover
  /** Values that the sender's place accepts and the receiver's rejects, the smallest first; none is no proof. */
  findDifferences(sender: Place, receiver: Place, path?: Path): readonly unknown[]
  /** The same for shapes. */
  findShapeDifferences(sender: Shape, receiver: Shape, path?: Path): readonly unknown[]
  /** A few values that a place accepts, the smallest first. */
  listSamples(place: Place): readonly unknown[]
}

/** The tokens of the location that a difference has to be at; without them, anywhere. */
export type Path = readonly string[] | undefined

/** How many differences are kept for each pair of places, and how many candidates are tried for them. */
const maximalFound = 3
const maximalCandidates = 2000
const maximalForBranch = 200
/** How many values of one type are kept as samples. */
const maximalOfType = 2
const maximalDepth = 12
/** Unions in unions are resolved so deep; a union may be a branch of itself. */
const maximalUnions = 40
/** Branches are weighed against at most so many pairs of them. */
const maximalTrials = 1000

/** Builds a finder; all its searches draw on one budget. */
export function createFinder(prover: Prover, budget: Budget): Finder {
  const { workspace } = prover
  const found = new Map<string, readonly unknown[]>()
  const samples = new Map<number, readonly unknown[]>()
  let depth = 0

  const finder: Finder = {
    prover,
    findDifferences(sender, receiver, path) {
      if (isNothing(sender)) return []
      const key = `${sender.id}<${receiver.id} ${path?.join('/') ?? '-'}`
      const known = found.get(key)
      if (known !== undefined) return known
      if (depth >= maximalDepth || !budget.spend()) return []
      found.set(key, [])
      // Who asks for a whole has tried to prove it; of its parts many are the same.
      const isPart = depth > 0
      depth += 1
      const differences =
        isPart && prover.isSubset(sender, receiver)
          ? []
          : finder.findShapeDifferences(workspace.shapeOf(sender), shapeOf(receiver), path)
      depth -= 1
      found.set(key, differences)
      return differences
    },
    findShapeDifferences(sender, receiver, path) {
      const differences: unknown[] = []
      let tried = 0
      for (const candidate of listCandidates(sender, receiver, path)) {
        tried += 1
        if (tried > maximalCandidates || differences.length >= maximalFound || !budget.spend()) break
        if (validateValue(workspace, candidate, sender) !== true) continue
        if (validateValue(workspace, candidate, receiver) === false) differences.push(candidate)
      }
      return sortBySize(differences)
    },
    listSamples(place) {
      const known = samples.get(place.id)
      if (known !== undefined) return known
      samples.set(place.id, [])
      if (depth >= maximalDepth || !budget.spend()) return []
      depth += 1
      const shape = workspace.shapeOf(place)
      const accepted: unknown[] = []
      const countByType = new Map<number, number>()
      let missing = shape.types
      let tried = 0
      for (const candidate of listCandidates(shape, shape, undefined)) {
        tried += 1
        if (tried > maximalForBranch) break
        const type = toTypeMask(candidate)
        if ((missing & type) === 0 || validateAt(workspace, candidate, place) !== true) continue
        const count = (countByType.get(type) ?? 0) + 1
        countByType.set(type, count)
        accepted.push(candidate)
        if (count < maximalOfType && type !== NULL) continue
        missing &= ~type
        if (missing === 0) break
      }
      depth -= 1
      samples.set(place.id, accepted)
      return accepted
    },
  }

  function shapeOf(place: Place): Shape {
    return workspace.shapeOf(place)
  }

  /** Values that the sender may accept, most of them near a border of either shape. */
  function* listCandidates(sender: Shape, receiver: Shape, path: Path, unions = 0): Generator {
    if (sender.ended !== undefined || unions > maximalUnions) return
    const [group, ...others] = sender.groups
    if (group !== undefined) {
      const remainder = alterShape(sender, { groups: others })
      yield* listCandidates(restrictShape(remainder, ~group.mask), receiver, path, unions + 1)
      const branches = sender === receiver ? simpleFirst(group.branches) : newFirst(group.branches, receiver)
      for (const branch of branches) {
        if (!budget.spend()) return
        const within = restrictShape(shapeOf(branch), group.mask)
        const merged = settleShape(workspace, intersectShapes(workspace, remainder, within))
        yield* takeSome(listCandidates(merged, receiver, path, unions + 1))
        if (group.exclusive) yield* takeSome(listSingled(merged, branch, group.branches, receiver))
      }
      return
    }
    yield* listOfTypes(sender, receiver, path)
    for (const typeClass of TYPE_CLASSES) {
      // What holds in one of the cases may ask for what no border of the rest has.
      for (const one of listCases(workspace, restrictShape(sender, typeClass)) ?? []) {
        if (!budget.spend()) return
        yield* takeSome(listCandidates(one, receiver, path, unions + 1))
      }
    }
    if (sender === receiver) return
    const objects = restrictShape(sender, OBJECT)
    for (const hint of listHints(sender, receiver)) {
      if (!budget.spend()) return
      yield* listOfTypes(sender, hint, path)
    }
    // What only the receiver excludes.
    for (const { place } of receiver.negations) {
      for (const own of sender.negations) {
        if (!budget.spend()) return
        yield* finder.findDifferences(place, own.place, path)
      }
    }
    for (const { branches, mask } of receiver.groups) {
      if (!budget.spend()) return
      if ((mask & sender.types & OBJECT) === 0 || branches.length > maximalOverlap) continue
      // What differs from each branch in one property may differ from all in all of these.
      yield* mergeObjects(branches.map((branch) => finder.findShapeDifferences(objects, shapeOf(branch))))
    }
    for (const place of listTargets(receiver)) {
      if (!budget.spend()) return
      const within = toTarget(sender, place)
      yield* listOfTypes(within, within, undefined)
    }
    for (const { branches, mask } of receiver.groups) {
      if ((mask & sender.types) === 0 || branches.length > maximalOverlap) continue
      for (const branch of branches) yield* takeSome(listBeyond(sender, branch, branches, path))
    }
  }

  /** Values outside of one branch, near the borders of the others. */
  function* listBeyond(sender: Shape, branch: Place, branches: readonly Place[], path: Path): Generator {
    for (const typeClass of TYPE_CLASSES) {
      const own = restrictShape(sender, typeClass)
      for (const piece of listOutside(workspace, branch, own.types)) {
        const within = settleShape(workspace, intersectShapes(workspace, own, piece))
        for (const other of branches) {
          if (!budget.spend()) return
          if (other !== branch) yield* listOfTypes(within, shapeOf(other), path)
        }
      }
    }
  }

  /** Values of one branch alone, of what the receiver singles out: where branches overlap, the others let them be. */
  function* listSingled(
    merged: Shape,
    branch: Place,
    branches: readonly Place[],
    receiver: Shape,
  ): Generator {
    if (branches.length > maximalOverlap) return
    for (const target of listTargets(receiver)) {
      if (!budget.spend()) return
      const within = toTarget(merged, target)
      for (const other of branches) {
        if (other !== branch) yield* listOfTypes(within, shapeOf(other), undefined)
      }
    }
  }

  function* listOfTypes(sender: Shape, receiver: Shape, path: Path): Generator {
    const isDeep = path !== undefined && path.length > 0
    for (const typeClass of TYPE_CLASSES) {
      if ((sender.types & typeClass) === 0) continue
      const values = valuesOf(sender, typeClass)
      if (values !== undefined) yield* newValuesFirst(values, valuesOf(receiver, typeClass))
      else if (isDeep && (typeClass & (ARRAY | OBJECT)) === 0) continue
      else if (typeClass === NULL) yield null
      else if (typeClass === BOOLEAN) yield* [false, true]
      else if (typeClass === NUMBER) yield* sampleNumbers(sender.number, receiver.number)
      else if (typeClass === STRING) yield* listStringSamples(sender, receiver)
      else if (typeClass === ARRAY) yield* sampleArrays(finder, sender.array, receiver.array, path)
      else yield* sampleObjects(finder, sender, receiver, path)
    }
  }

  function listStringSamples(sender: Shape, receiver: Shape): readonly string[] {
    const samples = sampleStrings(sender.string, receiver.string)
    return budget.spend(takeStates()) ? samples : []
  }

  /** The branches that ask for the least come first, where any value will do. */
  function simpleFirst(branches: readonly Place[]): readonly Place[] {
    const asked = (branch: Place): number => shapeOf(branch).object.required.size
    return [...branches].sort((a, b) => asked(a) - asked(b))
  }

  /** The branches that no branch of the receiver contains come first: a difference is more likely there. */
  function newFirst(branches: readonly Place[], receiver: Shape): readonly Place[] {
    const others = receiver.groups.flatMap((group) => group.branches)
    const hashes = new Set(others.flatMap(listHashes))
    const isNewText = (branch: Place): boolean => !listHashes(branch).some((hash) => hashes.has(hash))
    const isNew =
      branches.length * others.length > maximalTrials
        ? isNewText
        : (branch: Place): boolean => !others.some((other) => prover.isSubset(branch, other))
    const fresh = new Set(branches.filter(isNew))
    return [...fresh, ...branches.filter((branch) => !fresh.has(branch))]
  }

  function listHashes({ parts }: Place): readonly number[] {
    const [part, ...others] = parts
    return part === undefined || others.length > 0 ? [] : [hashSchema(part.schema, part.side.hashes)]
  }

  /** The branches of the receiver: what differs from one of them may differ from all; and what is just not excluded. */
  function* listHints(sender: Shape, receiver: Shape): Generator<Shape> {
    for (const { branches, mask } of receiver.groups) {
      if ((mask & sender.types) === 0) continue
      for (const branch of branches) yield shapeOf(branch)
    }
    for (const { then, otherwise } of receiver.conditions) {
      yield shapeOf(then)
      yield shapeOf(otherwise)
    }
    for (const { place } of [...receiver.negations, ...sender.negations]) yield shapeOf(place)
    for (const { place } of receiver.object.dependents) if (place) yield shapeOf(place)
  }

  /** What a sender sends of a target: by the tolerance, no objects with what it would have to declare. */
  function toTarget(sender: Shape, target: Place): Shape {
    const wanted = shapeOf(target)
    const isLacking = lacksRequired(prover, restrictShape(sender, OBJECT), wanted)
    const sent = isLacking ? restrictShape(sender, ~OBJECT) : sender
    return settleShape(workspace, intersectShapes(workspace, sent, wanted))
  }

  /** What the receiver singles out: values inside are more likely to be rejected than others. */
  function* listTargets(receiver: Shape): Generator<Place> {
    for (const { place } of receiver.negations) yield place
    for (const { test } of receiver.conditions) yield test
    for (const { branches, exclusive } of receiver.groups) {
      if (!exclusive || branches.length > maximalOverlap) continue
      for (const [index, branch] of branches.entries()) {
        for (const other of branches.slice(index + 1)) yield workspace.join(branch, other)
      }
    }
  }
  return finder
}

/** Of many values, few are tried: those that the receiver does not list are the ones to try. */
function* newValuesFirst(values: Values, others: Values | undefined): Generator {
  for (const [text, { value }] of values) if (others?.has(text) !== true) yield value
  if (others === undefined) return
  for (const [text, { value }] of values) if (others.has(text)) yield value
}

/** No branch of a union may use up the candidates of the others. */
function* takeSome(candidates: Generator): Generator {
  let taken = 0
  for (const candidate of candidates) {
    yield candidate
    taken += 1
    if (taken >= maximalForBranch) return
  }
}

function sortBySize(values: readonly unknown[]): readonly unknown[] {
  if (values.length < 2) return values
  return values
    .map((value) => ({ value, size: measureCanonicalText(value) }))
    .sort((a, b) => a.size - b.size)
    .map(({ value }) => value)
}
