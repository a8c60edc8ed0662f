import type { Alternative } from './match-alternatives.ts'
import { peelReference } from './peel-reference.ts'
import { OBJECT, type Place, pointerOf } from './shape.ts'
import { type Tags, tagsOf } from './tags-of.ts'
import { unescapeToken } from './unescape-token.ts'
import type { Workspace } from './workspace.ts'

/** Among more alternatives than this, it is not looked for what only one of them has, and what two of them are called. */
const maximalAlternatives = 100
/** A name may have so many values of a property. */
const maximalValues = 3

/** Where the branch itself stands, not what it refers to. */
export function toBranchPointer(alternative: Alternative): string {
  const place = placeOf(alternative)
  return (place && pointerOf(place)) ?? alternative.shape.pointer
}

/** Says whether an alternative is called by its index: other names are never digits alone. */
export function isIndex(name: string): boolean {
  return /^\d+$/.test(name)
}

/**
 * What an alternative is called: by its title, by the component or the file that it refers to, or by what it has in a
 * property (`kind: "card"`), whichever it has alone, or else by its index.
 */
export function toBranchName(
  workspace: Workspace,
  alternative: Alternative,
  all: readonly Alternative[],
): string {
  const others = all.length > maximalAlternatives ? [] : all.filter((other) => other !== alternative)
  for (const toName of [toTitle, toTarget]) {
    const name = toName(alternative)
    if (name === undefined || others.some((other) => toName(other) === name)) continue
    return isIndex(name) ? JSON.stringify(name) : name
  }
  const index = toLastToken(toBranchPointer(alternative))
  return all.length > maximalAlternatives ? index : (nameByTag(workspace, alternative, others) ?? index)
}

function toTitle(alternative: Alternative): string | undefined {
  const schema = placeOf(alternative)?.parts[0]?.schema
  if (typeof schema !== 'object' || typeof schema.title !== 'string') return undefined
  return schema.title.trim() === '' ? undefined : schema.title
}

function toTarget(alternative: Alternative): string | undefined {
  const place = placeOf(alternative)
  const pointer = place && peelReference(place)?.target.pointer
  if (pointer === undefined) return undefined
  const [, file] = /(?:^|\/)([^/#]+?)(?:\.[a-z]+)?#$/i.exec(pointer) ?? []
  return file ?? toLastToken(pointer)
}

function toLastToken(pointer: string): string {
  return unescapeToken(pointer.slice(pointer.lastIndexOf('/') + 1))
}

function placeOf({ place, written }: Alternative): Place | undefined {
  return place ?? written
}

function nameByTag(
  workspace: Workspace,
  alternative: Alternative,
  others: readonly Alternative[],
): string | undefined {
  const tagsOfOne = ({ shape }: Alternative): Tags =>
    shape.types === OBJECT ? tagsOf(workspace, shape.object) : new Map<string, ReadonlySet<string>>()
  const told = others.map(tagsOfOne)
  const [tag] = [...tagsOfOne(alternative)].filter(
    ([name, texts]) =>
      texts.size <= maximalValues &&
      !told.some((other) => [...texts].some((text) => other.get(name)?.has(text) === true)),
  )
  return tag && `${tag[0]}: ${[...tag[1]].join(' or ')}`
}
