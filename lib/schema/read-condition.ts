import { alterShape } from './alter-shape.ts'
import { acceptsAll } from './accepts-all.ts'
import { toEmptyShape } from './empty-shape.ts'
import { intersectShapes } from './intersect-shapes.ts'
import { type Keywords, toPart } from './list-parts.ts'
import { readNegation } from './read-negation.ts'
import { liftBranch, settleShape } from './settle-shape.ts'
import { ANY, NUMBER, type Part, type Place, type Shape, TYPE_CLASSES } from './shape.ts'
import type { Workspace } from './workspace.ts'

/** The shape of `if`: a condition only for the types that the test tells apart; for the others one of its arms. */
export function readCondition(workspace: Workspace, part: Part, schema: Keywords): Shape | undefined {
  const test = toPart(part, schema, 'if')
  const thenPart = toPart(part, schema, 'then')
  const elsePart = toPart(part, schema, 'else')
  if (test === undefined || (thenPart === undefined && elsePart === undefined)) return undefined
  if (thenPart?.schema === false) return intersectParts(workspace, readNegation(workspace, test), elsePart)
  if (elsePart?.schema === false) return intersectParts(workspace, workspace.shapeOfPart(test), thenPart)
  const tested = workspace.toPlace(test)
  const testShape = workspace.shapeOf(tested)
  const then = thenPart === undefined ? workspace.anything : workspace.toPlace(thenPart)
  const otherwise = elsePart === undefined ? workspace.anything : workspace.toPlace(elsePart)
  let shape = toEmptyShape(part.pointer)
  let mask = ANY
  const decide = (decided: number, arm: Place): void => {
    // Integers and fractions share a facet: an arm that holds for one of them alone cannot be taken in.
    const types = (decided & NUMBER) === NUMBER ? decided : decided & ~NUMBER
    mask &= ~types
    if (types === 0) return
    shape = intersectShapes(workspace, shape, liftBranch(workspace, workspace.shapeOf(arm), types))
  }
  if (testShape.ended === undefined) {
    decide(ANY & ~testShape.types, otherwise)
    let passing = 0
    for (const typeClass of TYPE_CLASSES) {
      const types = testShape.types & typeClass
      if (types !== 0 && acceptsAll(testShape, types)) passing |= types
    }
    decide(passing, then)
  }
  const settled = settleShape(workspace, shape)
  if (mask === 0) return settled
  const condition = { mask, test: tested, then, otherwise, pointer: `${part.pointer}/if` }
  return alterShape(settled, { conditions: [...settled.conditions, condition] })
}

/** What must not pass is excluded, and what must is all that there is: the other arm then holds for the rest. */
function intersectParts(
  workspace: Workspace,
  shape: Shape | undefined,
  part: Part | undefined,
): Shape | undefined {
  const other = part === undefined ? undefined : workspace.shapeOf(workspace.toPlace(part))
  return shape === undefined || other === undefined
    ? (shape ?? other)
    : intersectShapes(workspace, shape, other)
}
