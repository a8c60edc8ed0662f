import { alterShape } from './alter-shape.ts'
import { intersectShapes } from './intersect-shapes.ts'
import { liftBranch, settleShape } from './settle-shape.ts'
import type { Shape } from './shape.ts'
import type { Workspace } from './workspace.ts'

/** A union with one branch left is that branch. */
export function dissolveSingles(workspace: Workspace, shape: Shape): Shape {
  const singles = shape.groups.filter(({ branches }) => branches.length === 1)
  if (singles.length === 0) return shape
  const rest: Shape = alterShape(shape, { groups: shape.groups.filter((group) => !singles.includes(group)) })
  const dissolved = singles
    .flatMap(({ branches, mask }) =>
      branches.map((branch) => liftBranch(workspace, workspace.shapeOf(branch), mask)),
    )
    .reduce((joined, branch) => intersectShapes(workspace, joined, branch), rest)
  return settleShape(workspace, dissolved)
}
