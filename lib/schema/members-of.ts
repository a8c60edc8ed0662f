import { matchPattern } from './match-pattern.ts'
import { isNothing, type ObjectFacet, type Panel, type Part, type Place } from './shape.ts'
import type { Workspace } from './workspace.ts'

/** What the properties of an object may hold, over all the schemas that speak of them. */
export interface Members {
  readonly declared: ReadonlyMap<string, Place>
  /** By the source of the pattern: what a property of a matching name must at least fit. */
  readonly patterns: ReadonlyMap<string, Place>
  /** What a property that is neither declared nor matched may hold. */
  readonly additional: Place
  /** Properties are declared and nothing is said about others. */
  readonly isOpenByOmission: boolean
  /** Where undeclared properties are spoken of. */
  readonly additionalPointer: string | undefined
  at(name: string): Place
}

const known = new WeakMap<ObjectFacet, Members>()

/** The members of an object: joined once for each facet. */
export function membersOf(workspace: Workspace, facet: ObjectFacet): Members {
  let members = known.get(facet)
  if (members === undefined) known.set(facet, (members = joinPanels(workspace, facet)))
  return members
}

function joinPanels(workspace: Workspace, { panels, hidden }: ObjectFacet): Members {
  const additionals = panels.flatMap(({ additional }) => additional ?? [])
  const additional = workspace.toPlace(...additionals)
  const names = new Set<string>()
  for (const { properties } of panels) for (const name of properties.keys()) names.add(name)
  workspace.spend(Math.floor(countTrials({ panels }) / 10))
  const place = (name: string): Place =>
    workspace.toPlace(...panels.flatMap((panel) => partsOfName(panel, name, !hidden.has(name))))
  const declared = new Map<string, Place>()
  const [panel, ...others] = panels
  // Most objects are described by one schema, and each of their properties by one.
  const only = panel !== undefined && others.length + panel.patterns.length === 0 ? panel : undefined
  const parts = only === undefined ? partsByName(panels, names) : undefined
  for (const name of names) {
    if (hidden.has(name)) continue
    const part = only?.properties.get(name)
    const joined =
      part === undefined ? workspace.toPlace(...(parts?.get(name) ?? [])) : workspace.toPlace(part)
    if (!isNothing(joined) || !isNothing(additional)) declared.set(name, joined)
  }
  const bySource = new Map<string, Part[]>()
  for (const { source, part } of panels.flatMap((panel) => panel.patterns)) {
    const list = bySource.get(source)
    if (list === undefined) bySource.set(source, [part])
    else list.push(part)
  }
  return {
    declared,
    patterns: new Map([...bySource].map(([source, list]) => [source, workspace.toPlace(...list)])),
    additional,
    isOpenByOmission: panels.some(isDeclaring) && additionals.length === 0 && bySource.size === 0,
    additionalPointer: additionals[0]?.pointer,
    at: (name) => declared.get(name) ?? place(name),
  }
}

/**
 * By the tolerance `undeclared-properties` a sender adds no properties to those that it declares, where neither side says
 * anything of others. Where one does, it is taken at its word: to close an object is meant to reject something.
 */
export function isClosedByTolerance(sender: Members, receiver: Members): boolean {
  return sender.isOpenByOmission && receiver.additionalPointer === undefined && receiver.patterns.size === 0
}

/** How often a name has to be held against what concerns names that are not its own, until all members are known. */
export function countTrials({ panels }: Pick<ObjectFacet, 'panels'>): number {
  let names = 0
  let concerns = 0
  for (const panel of panels) {
    names += panel.properties.size
    if (isWide(panel)) concerns += panel.patterns.length + 1
  }
  return names * concerns
}

function isDeclaring({ properties, isCase }: Panel): boolean {
  return properties.size > 0 && isCase !== true
}

/** Says something of names that it does not declare. */
function isWide({ patterns, additional }: Panel): boolean {
  return patterns.length > 0 || additional !== undefined
}

/** What all schemas say of each property, in their order. Most of them say something of their own properties alone. */
function partsByName(panels: readonly Panel[], names: ReadonlySet<string>): ReadonlyMap<string, Part[]> {
  const parts = new Map<string, Part[]>()
  for (const name of names) parts.set(name, [])
  for (const panel of panels) {
    if (isWide(panel)) {
      for (const [name, list] of parts) for (const part of partsOfName(panel, name, true)) list.push(part)
    } else {
      for (const [name, part] of panel.properties) parts.get(name)?.push(part)
    }
  }
  return parts
}

/** What one schema says of a property: by name and by pattern, or else as one of the others. */
function partsOfName(panel: Panel, name: string, isVisible: boolean): readonly Part[] {
  const byName = isVisible ? panel.properties.get(name) : undefined
  const byPattern = panel.patterns.flatMap(({ source, part }) =>
    matchPattern(source, name) === false ? [] : [part],
  )
  if (byName !== undefined) return [byName, ...byPattern]
  if (byPattern.length > 0 || (isVisible && panel.beside?.has(name) === true)) return byPattern
  return panel.additional === undefined ? [] : [panel.additional]
}
