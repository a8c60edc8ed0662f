import { membersOf } from './members-of.ts'
import { type ObjectFacet, TYPE_CLASSES, valuesOf } from './shape.ts'
import type { Workspace } from './workspace.ts'

/** By name: the canonical texts of all values that a property may have. */
export type Tags = ReadonlyMap<string, ReadonlySet<string>>

const known = new WeakMap<ObjectFacet, Tags>()

/** The properties that objects must have with one of some listed values: what unions tell their branches apart by. */
export function tagsOf(workspace: Workspace, object: ObjectFacet): Tags {
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
