import { type Group, OBJECT, type Place, type Shape } from './shape.ts'
import { tagsOf } from './tags-of.ts'
import type { Workspace } from './workspace.ts'

/** Unions with fewer branches are looked through one by one. */
const leastBranches = 8

/** The branches of a union by what an object says in one property, so that most of them need no look. */
export interface BranchIndex {
  /** The property by which most branches are told apart. */
  readonly name: string
  /** The branches that may accept objects in which the property has one of these values, by canonical text. */
  among(texts: Iterable<string>): readonly Place[]
  /** The branches that say nothing of the property. */
  readonly untagged: readonly Place[]
  /** Whether no two branches accept one object. */
  readonly isApart: boolean
}

const known = new WeakMap<readonly Place[], BranchIndex | null>()

/** The index of a union; `undefined` where it is small, or few branches have a tag. */
export function branchIndexOf(workspace: Workspace, { branches }: Group): BranchIndex | undefined {
  if (branches.length < leastBranches) return undefined
  let index = known.get(branches)
  if (index === undefined) known.set(branches, (index = buildIndex(workspace, branches) ?? null))
  return index ?? undefined
}

/** The branches of a union that a shape of objects may have values in common with. */
export function listRelevant(workspace: Workspace, group: Group, shape: Shape): readonly Place[] {
  const index = shape.types === OBJECT ? branchIndexOf(workspace, group) : undefined
  const texts = index && tagsOf(workspace, shape.object).get(index.name)
  return index === undefined || texts === undefined ? group.branches : index.among(texts)
}

function buildIndex(workspace: Workspace, branches: readonly Place[]): BranchIndex | undefined {
  workspace.spend(branches.length)
  const tags = branches.map((branch) => tagsOf(workspace, workspace.shapeOf(branch).object))
  const counts = new Map<string, number>()
  for (const name of tags.flatMap((own) => [...own.keys()])) counts.set(name, (counts.get(name) ?? 0) + 1)
  const [name, count] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), ['', 0])
  if (count * 2 < branches.length) return undefined
  const byText = new Map<string, number[]>()
  const untagged: number[] = []
  for (const [position, own] of tags.entries()) {
    const texts = own.get(name)
    if (texts === undefined) untagged.push(position)
    for (const text of texts ?? []) {
      const held = byText.get(text)
      if (held === undefined) byText.set(text, [position])
      else held.push(position)
    }
  }
  // A oneOf may have one branch twice: positions are told apart, not places.
  const toPlaces = (positions: Iterable<number>): readonly Place[] =>
    [...positions].flatMap((position) => branches[position] ?? [])
  return {
    name,
    untagged: toPlaces(untagged),
    among: (texts) =>
      toPlaces(new Set([...[...texts].flatMap((text) => byText.get(text) ?? []), ...untagged])),
    isApart: untagged.length === 0 && [...byText.values()].every(({ length }) => length === 1),
  }
}
