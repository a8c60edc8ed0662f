import type { Budget } from './budget.ts'
import { intersectShapes, restrictShape } from './intersect-shapes.ts'
import { membersOf } from './members-of.ts'
import type { Prover } from './prove-subset.ts'
import { settleShape } from './settle-shape.ts'
import {
  ARRAY,
  INTEGER,
  isNothing,
  NULL,
  NUMBER,
  OBJECT,
  type Place,
  type Shape,
  TYPE_CLASSES,
} from './shape.ts'

/** Emptiness is looked for this many levels down: a contradiction further in is left undecided. */
const maximalDepth = 6

/** Proves that a settled shape accepts no value. */
export function isProvablyEmpty(prover: Prover, shape: Shape, budget: Budget): boolean {
  return isEmptyWithin(prover, shape, budget, maximalDepth)
}

function isEmptyWithin(prover: Prover, shape: Shape, budget: Budget, depth: number): boolean {
  if (shape.types === 0) return true
  if (depth === 0 || shape.ended !== undefined || !budget.spend()) return false
  return TYPE_CLASSES.every((typeClass) => {
    const types = shape.types & typeClass
    return types === 0 || isEmptyType(prover, restrictShape(shape, types), budget, typeClass, depth)
  })
}

function isEmptyType(
  prover: Prover,
  shape: Shape,
  budget: Budget,
  typeClass: number,
  depth: number,
): boolean {
  const { workspace } = prover
  const isEmptyPlace = (place: Place): boolean =>
    isNothing(place) || isEmptyWithin(prover, workspace.shapeOf(place), budget, depth - 1)
  if (typeClass === NUMBER && isEmptyNumber(shape)) return true
  if (typeClass === ARRAY && isEmptyArray(shape, isEmptyPlace)) return true
  if (typeClass === OBJECT) {
    const members = membersOf(workspace, shape.object)
    for (const name of shape.object.required.keys()) if (isEmptyPlace(members.at(name))) return true
  }
  const [group, ...others] = shape.groups
  if (group !== undefined) {
    const remainder = { ...shape, groups: others }
    const isEmptyBranch = (branch: Place): boolean => {
      const within = intersectShapes(
        workspace,
        remainder,
        restrictShape(workspace.shapeOf(branch), shape.types),
      )
      return isEmptyWithin(prover, settleShape(workspace, within), budget, depth - 1)
    }
    if (group.branches.every(isEmptyBranch)) return true
  }
  return shape.negations.some(({ place }, index) => {
    const excluded = workspace.shapeOf(place)
    const positive = { ...shape, negations: shape.negations.toSpliced(index, 1) }
    if (typeClass === NULL) return (excluded.types & NULL) !== 0 && excluded.groups.length === 0
    return prover.exact.isSubsetShape(positive, excluded)
  })
}

function isEmptyNumber({ types, number }: Shape): boolean {
  const { minimum, maximum, multiples } = number
  const [multiple] = multiples
  if (multiple === undefined || minimum === undefined || maximum === undefined) return false
  const first = Math.ceil(minimum.value / multiple.value) * multiple.value
  const lowest = minimum.exclusive && first === minimum.value ? first + multiple.value : first
  if (lowest > maximum.value || (maximum.exclusive && lowest === maximum.value)) return true
  return types === INTEGER && Number.isInteger(multiple.value) && lowest > maximum.value
}

function isEmptyArray({ array }: Shape, isEmptyPlace: (place: Place) => boolean): boolean {
  const least = array.minItems?.value ?? 0
  if (array.prefix.slice(0, least).some(isEmptyPlace)) return true
  return least > array.prefix.length && isEmptyPlace(array.items)
}
