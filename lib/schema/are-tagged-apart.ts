import { OBJECT, type Shape } from './shape.ts'
import { tagsOf } from './tags-of.ts'
import type { Workspace } from './workspace.ts'

/**
 * Says whether two shapes of objects have no value in common at a glance: a property that both require has listed
 * values in both, and none in common.
 */
export function areTaggedApart(workspace: Workspace, a: Shape, b: Shape): boolean {
  if ((a.types & b.types) !== OBJECT) return false
  const from = tagsOf(workspace, a.object)
  const to = tagsOf(workspace, b.object)
  for (const [name, texts] of from) {
    const others = to.get(name)
    if (others !== undefined && ![...texts].some((text) => others.has(text))) return true
  }
  return false
}
