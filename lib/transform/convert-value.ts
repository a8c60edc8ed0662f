import { extractComponents } from '../schema/components.ts'
import { toJsonSchema, type AnySchema } from '../schema/to-json-schema.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Timeline, Version } from '../timeline/define-timeline.ts'
import { planConversions, type Conversions } from './plan-conversion.ts'
import { deriveHistory } from './schema-history.ts'
import { levelOf, listSteps, type Direction } from './steps.ts'

/** Converts one value between the current version and an old one, without a request: plans are kept. */
export function convertValue(
  timeline: Timeline,
  schema: AnySchema,
  value: unknown,
  version: Version,
  direction: Direction,
): unknown {
  const { root, conversions } = planFor(timeline, schema, direction)
  const level = levelOf(timeline, version)
  const convert =
    direction === 'upgrade' ? conversions.between(root, level, 0) : conversions.between(root, 0, level)
  return convert === undefined ? value : convert(value)
}

interface Planned {
  readonly root: JsonSchema
  readonly conversions: Conversions
}

const planned = new WeakMap<Timeline, WeakMap<object, Map<Direction, Planned>>>()

function planFor(timeline: Timeline, schema: AnySchema, direction: Direction): Planned {
  // `true` and `false` name nothing that a change could reach: one plan serves both.
  const key = typeof schema === 'boolean' ? timeline : schema
  const bySchema = planned.get(timeline) ?? new WeakMap<object, Map<Direction, Planned>>()
  planned.set(timeline, bySchema)
  const byDirection = bySchema.get(key) ?? new Map<Direction, Planned>()
  bySchema.set(key, byDirection)
  const known = byDirection.get(direction)
  if (known !== undefined) return known
  const components = new Map<string, JsonSchema>()
  const root = extractComponents(
    toJsonSchema(schema, direction === 'upgrade' ? 'input' : 'output'),
    components,
  )
  const fresh = {
    root,
    conversions: planConversions(deriveHistory(components, listSteps(timeline)), direction),
  }
  byDirection.set(direction, fresh)
  return fresh
}
