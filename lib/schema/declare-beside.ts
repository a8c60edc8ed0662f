import { alterShape } from './alter-shape.ts'
import type { Scope } from './draft.ts'
import type { Alternative } from './match-alternatives.ts'
import { membersOf } from './members-of.ts'
import { settleShape } from './settle-shape.ts'
import { OBJECT, type Shape } from './shape.ts'

/** A branch, with those of some properties that it leaves to what stands beside it: by the tolerance, they are sent. */
export function declareBeside(
  { workspace, prover }: Scope,
  branch: Shape,
  whole: Shape,
  names: ReadonlySet<string>,
): Shape {
  if (!prover.closesSenders || (branch.types & OBJECT) === 0) return branch
  const { declared } = membersOf(workspace, branch.object)
  const panels = whole.object.panels.flatMap(({ properties, pointer }) => {
    const own = [...properties].filter(([name]) => names.has(name) && !declared.has(name))
    return own.length === 0
      ? []
      : [{ properties: new Map(own), patterns: [], additional: undefined, pointer }]
  })
  if (panels.length === 0) return branch
  const object = { ...branch.object, panels: [...branch.object.panels, ...panels] }
  return settleShape(workspace, alterShape(branch, { object }))
}

/** The properties that some branches speak of. */
export function listSpoken({ workspace }: Scope, alternatives: readonly Alternative[]): ReadonlySet<string> {
  return new Set(
    alternatives.flatMap(({ shape: { object } }) => [
      ...membersOf(workspace, object).declared.keys(),
      ...object.required.keys(),
    ]),
  )
}

/** The properties that only one of two branches declares. */
export function listOneSided({ workspace }: Scope, base: Shape, revision: Shape): ReadonlySet<string> {
  const from = membersOf(workspace, base.object).declared
  const to = membersOf(workspace, revision.object).declared
  return new Set([...from.keys(), ...to.keys()].filter((name) => from.has(name) !== to.has(name)))
}
