import { membersOf } from './members-of.ts'
import { OBJECT, type Shape, TYPE_CLASSES, valuesOf } from './shape.ts'
import type { Workspace } from './workspace.ts'

/**
 * Says whether two shapes of objects have no value in common at a glance: a property that both require has listed
 * values in both, and none in common. It is how most unions tell their branches apart.
 */
export function areTaggedApart(workspace: Workspace, a: Shape, b: Shape): boolean {
  if ((a.types & b.types) !== OBJECT) return false
  const from = toTags(workspace, a)
  const to = toTags(workspace, b)
  for (const [name, texts] of from) {
    const others = to.get(name)
    if (others !== undefined && ![...texts].some((text) => others.has(text))) return true
  }
  return false
}

type Tags = ReadonlyMap<string, ReadonlySet<string>>

const known = new WeakMap<Shape['object'], Tags>()

function toTags(workspace: Workspace, { object }: Shape): Tags {
  const found = known.get(object)
  if (found !== undefined) return found
  const tags = new Map<string, ReadonlySet<string>>()
  const members = membersOf(workspace, object)
  for (const name of object.required.keys()) {
    const shape = workspace.shapeOf(members.at(name))
    if (shape.types === 0 || shape.ended !== undefined) continue
    const classes = TYPE_CLASSES.filter((typeClass) => (shape.types & typeClass) !== 0)
    const lists = classes.map((typeClass) => valuesOf(shape, typeClass))
    if (lists.some((values) => values === undefined)) continue
    tags.set(name, new Set(lists.flatMap((values) => [...(values?.keys() ?? [])])))
  }
  known.set(object, tags)
  return tags
}
