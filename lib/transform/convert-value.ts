import { extractComponents } from '../schema/components.ts'
import { toJsonSchema, type AnySchema } from '../schema/to-json-schema.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Timeline, Version } from '../timeline/define-timeline.ts'
import { compilePlan } from './compile-plan.ts'
import type { Convert } from './expression.ts'
import { convertLoading } from './load-session.ts'
import { hasLoaders, type Plan } from './plan.ts'
import { planConversions, type Conversions } from './plan-conversion.ts'
import { deriveHistory } from './schema-history.ts'
import { levelOf, listSteps, type Direction } from './steps.ts'

/** Which value is converted, and where to. */
export interface Conversion {
  readonly timeline: Timeline
  readonly schema: AnySchema
  readonly version: Version
  readonly direction: Direction
  /** Whose changes apply, where an operation is about one of them alone. */
  readonly messages: 'request' | 'response'
}

/**
 * Converts one value between the current version and an old one, without a request: plans are kept.
 *
 * @throws TDM_LOADER_WAITS where a loader is on the way
 */
export function convertValue(conversion: Conversion, value: unknown): unknown {
  return findConvert(conversion)?.convert(value) ?? value
}

/** Converts one value; loaders on the way are waited for. */
export async function convertValueLoading(
  conversion: Conversion,
  value: unknown,
  context: unknown,
): Promise<unknown> {
  const found = findConvert(conversion)
  if (found === undefined) return value
  return found.waits ? await convertLoading(found.convert, value, context) : found.convert(value)
}

/** Converts values one by one, as they come and as they are asked for. */
export async function* convertEach(
  conversion: Conversion,
  values: AsyncIterable<unknown> | Iterable<unknown>,
  context: unknown,
): AsyncGenerator<unknown, void, undefined> {
  for await (const value of values) yield await convertValueLoading(conversion, value, context)
}

interface Found {
  readonly convert: Convert
  readonly waits: boolean
}

interface Planned {
  readonly root: JsonSchema
  readonly conversions: Conversions
  readonly byLevel: Map<number, Found | undefined>
}

const planned = new WeakMap<Timeline, WeakMap<object, Map<string, Planned>>>()

function findConvert(conversion: Conversion): Found | undefined {
  const { timeline, version, direction } = conversion
  const { root, conversions, byLevel } = planFor(conversion)
  const level = levelOf(timeline, version)
  if (byLevel.has(level)) return byLevel.get(level)
  const plan: Plan | undefined =
    direction === 'upgrade' ? conversions.between(root, level, 0) : conversions.between(root, 0, level)
  const found =
    plan === undefined
      ? undefined
      : { convert: compilePlan(plan, timeline.compileMode), waits: hasLoaders(plan) }
  byLevel.set(level, found)
  return found
}

function planFor({ timeline, schema, direction, messages }: Conversion): Planned {
  // `true` and `false` name nothing that a change could reach: one plan serves both.
  const key = typeof schema === 'boolean' ? timeline : schema
  const bySchema = planned.get(timeline) ?? new WeakMap<object, Map<string, Planned>>()
  planned.set(timeline, bySchema)
  const byUse = bySchema.get(key) ?? new Map<string, Planned>()
  bySchema.set(key, byUse)
  const use = `${direction} ${messages}`
  const known = byUse.get(use)
  if (known !== undefined) return known
  const components = new Map<string, JsonSchema>()
  const root = extractComponents(
    toJsonSchema(schema, messages === 'request' ? 'input' : 'output'),
    components,
  )
  const history = deriveHistory({ components, steps: listSteps(timeline), messages })
  const fresh: Planned = { root, conversions: planConversions(history, direction), byLevel: new Map() }
  byUse.set(use, fresh)
  return fresh
}
