import { membersOf } from './members-of.ts'
import { OBJECT, type Place } from './shape.ts'
import type { Workspace } from './workspace.ts'

/** What is said of a place in the values of another; `*` stands for those that nothing is said of by name. */
export function findPlace(workspace: Workspace, whole: Place, path: readonly string[]): Place {
  let place = whole
  for (const token of path) {
    const { array, object, types } = workspace.shapeOf(place)
    place =
      (types & OBJECT) === 0
        ? (array.prefix[Number(token)] ?? array.items)
        : membersOf(workspace, object).at(token)
  }
  return place
}
