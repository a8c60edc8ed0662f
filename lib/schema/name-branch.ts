import type { Alternative } from './match-alternatives.ts'
import { peelReference } from './peel-reference.ts'
import { OBJECT, pointerOf } from './shape.ts'
import { type Tags, tagsOf } from './tags-of.ts'
import { unescapeToken } from './unescape-token.ts'
import type { Workspace } from './workspace.ts'

/** Among more alternatives than this, it is not looked for what only one of them has. */
const maximalAlternatives = 100
/** A name may have so many values of a property. */
const maximalValues = 3

/** Where the branch itself stands, not what it refers to. */
export function toBranchPointer({ place, shape }: Alternative): string {
  return (place && pointerOf(place)) ?? shape.pointer
}

/**
 * What an alternative is called: by its title, by the component or the file that it refers to, by what it alone has in a
 * property (`kind: "card"`), or else by its index.
 */
export function toBranchName(
  workspace: Workspace,
  alternative: Alternative,
  all: readonly Alternative[],
): string {
  const { place } = alternative
  const schema = place?.parts[0]?.schema
  if (typeof schema === 'object' && typeof schema.title === 'string') return schema.title
  const pointer = (place && peelReference(place)?.target.pointer) ?? toBranchPointer(alternative)
  const [, file] = /(?:^|\/)([^/#]+?)(?:\.[a-z]+)?#$/i.exec(pointer) ?? []
  const last = file ?? unescapeToken(pointer.slice(pointer.lastIndexOf('/') + 1))
  return /^\d+$/.test(last) ? (nameByTag(workspace, alternative, all) ?? last) : last
}

function nameByTag(
  workspace: Workspace,
  alternative: Alternative,
  all: readonly Alternative[],
): string | undefined {
  if (all.length > maximalAlternatives) return undefined
  const tagsOfOne = ({ shape }: Alternative): Tags =>
    shape.types === OBJECT ? tagsOf(workspace, shape.object) : new Map<string, ReadonlySet<string>>()
  const others = all.filter((other) => other !== alternative).map(tagsOfOne)
  const [tag] = [...tagsOfOne(alternative)].filter(
    ([name, texts]) =>
      texts.size <= maximalValues &&
      !others.some((other) => [...texts].some((text) => other.get(name)?.has(text) === true)),
  )
  return tag && `${tag[0]}: ${[...tag[1]].join(' or ')}`
}
