import { alterShape } from './alter-shape.ts'
import { intersectShapes, restrictShape } from './intersect-shapes.ts'
import { listOutside, listPieces, withoutProperty } from './outside-shape.ts'
import { settleShape } from './settle-shape.ts'
import type { Place, Shape } from './shape.ts'
import type { Workspace } from './workspace.ts'

/**
 * The cases of a shape of one type: with and without what its first condition tests, with and without the property
 * that others depend on, or what its first negation leaves. Each value is of one of them; `undefined` where there are
 * none to be told apart.
 */
export function listCases(workspace: Workspace, shape: Shape): readonly Shape[] | undefined {
  const cases =
    casesOfCondition(workspace, shape) ??
    casesOfDependent(workspace, shape) ??
    casesOfNegation(workspace, shape)
  return cases?.map((one) => settleShape(workspace, one))
}

function casesOfCondition(workspace: Workspace, shape: Shape): readonly Shape[] | undefined {
  const [condition, ...conditions] = shape.conditions
  if (condition === undefined) return undefined
  const { test, then, otherwise } = condition
  const others = alterShape(shape, { conditions })
  const meet = (one: Shape, place: Place): Shape =>
    intersectShapes(workspace, one, restrictShape(workspace.shapeOf(place), shape.types))
  return [
    meet(meet(others, test), then),
    ...listOutside(workspace, test, shape.types).map((piece) =>
      meet(intersectShapes(workspace, others, piece), otherwise),
    ),
  ]
}

function casesOfDependent(workspace: Workspace, shape: Shape): readonly Shape[] | undefined {
  const { object } = shape
  const [dependent, ...dependents] = object.dependents
  if (dependent === undefined) return undefined
  const { name, needs, place = workspace.anything } = dependent
  const required = new Map(object.required)
  for (const needed of [name, ...needs]) if (!required.has(needed)) required.set(needed, dependent.pointer)
  const others = alterShape(shape, { object: { ...object, dependents } })
  const present = alterShape(others, { object: { ...others.object, required } })
  const absent = { ...others.object, panels: [...object.panels, ...withoutProperty(name).panels] }
  return [
    intersectShapes(workspace, present, restrictShape(workspace.shapeOf(place), shape.types)),
    alterShape(others, { object: absent }),
  ]
}

function casesOfNegation(workspace: Workspace, shape: Shape): readonly Shape[] | undefined {
  for (const [index, { place }] of shape.negations.entries()) {
    const pieces = listPieces(workspace, place, shape.types)
    if (pieces === undefined) continue
    const others = alterShape(shape, { negations: shape.negations.toSpliced(index, 1) })
    return pieces.map((piece) => intersectShapes(workspace, others, piece))
  }
  return undefined
}
