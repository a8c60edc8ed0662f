import { bundle, toReference } from '../schema/components.ts'
import type { JsonSchema } from '../schema/types.ts'
import { compilePlan, type CompileMode } from './compile-plan.ts'
import type { Convert } from './expression.ts'
import { hasLoaders, type Plan } from './plan.ts'
import type { Side } from './plan-side.ts'
import type { Direction } from './steps.ts'

/** One part of an endpoint's messages in an old version: its schema there, and the way between it and the current one. */
export interface BodyPlan {
  /** Self-contained: the named schemas that it reaches stand in its `$defs`. */
  readonly schema: JsonSchema
  /** The way that a message takes: requests are upgraded, responses downgraded; `undefined` where they pass as they are. */
  readonly convert: Convert | undefined
  /** What `convert` does, as data. */
  readonly plan: Plan | undefined
  /** Whether `convert` has to wait for loaders; it is called through `convertLoading` then. */
  readonly waits: boolean
  /** The other way, for examples, replays and proofs; compiled when it is first read. */
  readonly invert: Convert | undefined
}

/** A way between two levels, for proofs. */
export interface Passage {
  readonly older: JsonSchema
  readonly newer: JsonSchema
  readonly upgrade: Convert | undefined
  readonly downgrade: Convert | undefined
}

/** Plans a part, by the name of its schema, between a level and the current one. */
export function planBody(side: Side, name: string, level: number, mode: CompileMode): BodyPlan {
  const { history } = side
  const [there, back] =
    side.of === 'request' ? (['upgrade', 'downgrade'] as const) : (['downgrade', 'upgrade'] as const)
  const plan = findPlan(side, name, level, there)
  let schema: JsonSchema | undefined
  let inverse: { readonly convert: Convert | undefined } | undefined
  return {
    get schema() {
      schema ??= bundle(history.at(name, level) ?? true, (other) => history.at(other, level))
      return schema
    },
    convert: plan === undefined ? undefined : compilePlan(plan, mode),
    plan,
    waits: plan !== undefined && hasLoaders(plan),
    get invert() {
      inverse ??= { convert: toConvert(findPlan(side, name, level, back), mode) }
      return inverse.convert
    },
  }
}

/** Plans the ways of a part between two levels. */
export function planPassage(
  side: Side,
  name: string,
  newer: number,
  older: number,
  mode: CompileMode,
): Passage {
  const reference = { $ref: toReference(name) }
  const schemaAt = (level: number): JsonSchema =>
    bundle(side.history.at(name, level) ?? true, (other) => side.history.at(other, level))
  return {
    older: schemaAt(older),
    newer: schemaAt(newer),
    upgrade: toConvert(side.conversions.upgrade.between(reference, older, newer), mode),
    downgrade: toConvert(side.conversions.downgrade.between(reference, newer, older), mode),
  }
}

/** The plan of a part between a level and the current one; `undefined` where its messages pass as they are. */
export function findPlan(
  { conversions }: Side,
  name: string,
  level: number,
  direction: Direction,
): Plan | undefined {
  const reference = { $ref: toReference(name) }
  return direction === 'upgrade'
    ? conversions.upgrade.between(reference, level, 0)
    : conversions.downgrade.between(reference, 0, level)
}

function toConvert(plan: Plan | undefined, mode: CompileMode): Convert | undefined {
  return plan === undefined ? undefined : compilePlan(plan, mode)
}
