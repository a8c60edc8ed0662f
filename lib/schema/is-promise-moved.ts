import type { PeeledReference } from './peel-reference.ts'
import type { Part } from './shape.ts'
import { promiseKinds } from './unite-promises.ts'
import type { Workspace } from './workspace.ts'

/** Says whether one side promises beside a reference what the other one does where that leads: it is one promise. */
export function isPromiseMoved(workspace: Workspace, one: PeeledReference, other: PeeledReference): boolean {
  const isSaid = ({ target }: { target: Part }, kind: (typeof promiseKinds)[number]): boolean =>
    workspace.shapeOf(workspace.toPlace(target)).notes[kind] !== undefined
  return promiseKinds.some(
    (kind) =>
      one.notes[kind] !== undefined &&
      other.notes[kind] === undefined &&
      isSaid(other, kind) &&
      !isSaid(one, kind),
  )
}
