import { membersOf } from './members-of.ts'
import { ARRAY, OBJECT, type Place } from './shape.ts'
import type { Workspace } from './workspace.ts'

/** What is said of a place in the values of another; `*` stands for those that nothing is said of by name. */
export function findPlace(workspace: Workspace, whole: Place, path: readonly string[]): Place {
  let place = whole
  for (const token of path) {
    const { array, object, types } = workspace.shapeOf(joinOnlyBranches(workspace, place))
    place =
      (types & OBJECT) === 0
        ? (array.prefix[Number(token)] ?? array.items)
        : membersOf(workspace, object).at(token)
  }
  return place
}

/** Of alternatives, as an object or null, the only one that has places in it holds where these are looked for. */
function joinOnlyBranches(workspace: Workspace, place: Place): Place {
  const meant = workspace.shapeOf(place).groups.flatMap(({ branches }) => {
    const structured = branches.filter((one) => (workspace.shapeOf(one).types & (OBJECT | ARRAY)) !== 0)
    return structured.length === 1 ? structured : []
  })
  return meant.length === 0 ? place : workspace.join(place, ...meant)
}
