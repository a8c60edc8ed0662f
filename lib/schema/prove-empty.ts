import { alterShape } from './alter-shape.ts'
import type { Budget } from './budget.ts'
import { intersectShapes, restrictShape } from './intersect-shapes.ts'
import { listNumbers } from './list-numbers.ts'
import { membersOf } from './members-of.ts'
import { takeStates } from './pattern-language.ts'
import type { Prover } from './prove-subset.ts'
import { settleShape } from './settle-shape.ts'
import {
  ARRAY,
  isNothing,
  NULL,
  NUMBER,
  OBJECT,
  type Place,
  type Shape,
  STRING,
  TYPE_CLASSES,
} from './shape.ts'
import { hasNoStrings } from './string-sets.ts'

/** Emptiness is looked for this many levels down: a contradiction further in is left undecided. */
const maximalDepth = 6

/**
 * Proves that a settled shape accepts no value.
 *
 * @param isOfTwo whether the shape is what two schemas share. Patterns, lengths and `contains` that contradict each
 *   other count there; in one schema that is a slip of its author, and no promise that nothing is ever sent.
 */
export function isProvablyEmpty(prover: Prover, shape: Shape, budget: Budget, isOfTwo: boolean): boolean {
  return isEmptyWithin({ prover, budget, isOfTwo }, shape, maximalDepth)
}

interface Question {
  readonly prover: Prover
  readonly budget: Budget
  readonly isOfTwo: boolean
}

function isEmptyWithin(question: Question, shape: Shape, depth: number): boolean {
  if (shape.types === 0) return true
  if (depth === 0 || shape.ended !== undefined || !question.budget.spend()) return false
  return TYPE_CLASSES.every((typeClass) => {
    const types = shape.types & typeClass
    return types === 0 || isEmptyType(question, restrictShape(shape, types), typeClass, depth)
  })
}

function isEmptyType(question: Question, shape: Shape, typeClass: number, depth: number): boolean {
  const { prover, isOfTwo } = question
  const { workspace } = prover
  const isEmptyPlace = (place: Place): boolean =>
    isNothing(place) || isEmptyWithin(question, workspace.shapeOf(place), depth - 1)
  if (typeClass === NUMBER && listNumbers(shape)?.length === 0) return true
  if (isOfTwo && typeClass === STRING && hasNoStrings(shape.string)) return true
  workspace.spend(takeStates())
  if (typeClass === ARRAY && isEmptyArray(question, shape, isEmptyPlace)) return true
  if (typeClass === OBJECT) {
    const members = membersOf(workspace, shape.object)
    for (const name of shape.object.required.keys()) if (isEmptyPlace(members.at(name))) return true
  }
  const [group, ...others] = shape.groups
  if (group !== undefined) {
    const remainder = alterShape(shape, { groups: others })
    const isEmptyBranch = (branch: Place): boolean => {
      const within = intersectShapes(
        workspace,
        remainder,
        restrictShape(workspace.shapeOf(branch), shape.types),
      )
      return isEmptyWithin(question, settleShape(workspace, within), depth - 1)
    }
    if (group.branches.every(isEmptyBranch)) return true
  }
  return shape.negations.some(({ place }, index) => {
    const excluded = workspace.shapeOf(place)
    const positive = alterShape(shape, { negations: shape.negations.toSpliced(index, 1) })
    if (typeClass === NULL) return (excluded.types & NULL) !== 0 && excluded.groups.length === 0
    return prover.exact.isSubsetShape(positive, excluded)
  })
}

function isEmptyArray(
  { prover: { workspace }, isOfTwo }: Question,
  { array }: Shape,
  isEmptyPlace: (place: Place) => boolean,
): boolean {
  const most = array.maxItems?.value ?? Infinity
  const isMissing =
    isOfTwo &&
    array.contains.some(({ place, min }) => {
      if (min === 0) return false
      const items = array.prefix.length === 0 ? workspace.join(array.items, place) : place
      return min > most || isEmptyPlace(items)
    })
  if (isMissing) return true
  const least = array.minItems?.value ?? 0
  if (array.prefix.slice(0, least).some(isEmptyPlace)) return true
  return least > array.prefix.length && isEmptyPlace(array.items)
}
