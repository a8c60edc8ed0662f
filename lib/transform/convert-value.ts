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

/** Which values are converted, and which way; where to, a version says. */
export interface Route {
  readonly direction: Direction
  /** Whose changes apply, where an operation is about one of them alone. */
  readonly messages: 'request' | 'response'
}

/**
 * Converts one value between the current version and an old one, without a request: plans are kept.
 *
 * @throws TDM_LOADER_WAITS where a loader is on the way
 */
export function convertValue(
  timeline: Timeline,
  schema: AnySchema,
  value: unknown,
  version: Version,
  route: Route,
): unknown {
  const found = findConvert(timeline, schema, version, route)
  return found === undefined ? value : found.convert(value)
}

/** Converts one value; loaders on the way are waited for. */
export async function convertValueLoading(
  timeline: Timeline,
  schema: AnySchema,
  value: unknown,
  version: Version,
  route: Route,
  context: unknown,
): Promise<unknown> {
  const found = findConvert(timeline, schema, version, route)
  if (found === undefined) return value
  return found.waits ? await convertLoading(found.convert, value, context) : found.convert(value)
}

/** Converts values one by one, as they come and as they are asked for. */
export async function* convertEach(
  timeline: Timeline,
  schema: AnySchema,
  values: AsyncIterable<unknown> | Iterable<unknown>,
  version: Version,
  route: Route,
  context: unknown,
): AsyncGenerator<unknown, void, undefined> {
  for await (const value of values) {
    yield await convertValueLoading(timeline, schema, value, version, route, context)
  }
}

/** The four ways in which a value without a request can go: they are told apart by identity. */
export const routes: Readonly<Record<Direction, Readonly<Record<Route['messages'], Route>>>> = {
  upgrade: {
    request: { direction: 'upgrade', messages: 'request' },
    response: { direction: 'upgrade', messages: 'response' },
  },
  downgrade: {
    request: { direction: 'downgrade', messages: 'request' },
    response: { direction: 'downgrade', messages: 'response' },
  },
}

interface Found {
  readonly convert: Convert
  readonly waits: boolean
}

interface Planned {
  readonly root: JsonSchema
  readonly conversions: Conversions
  readonly byVersion: Map<Version, Found | undefined>
}

const planned = new WeakMap<Timeline, WeakMap<object, Map<Route, Planned>>>()

function findConvert(
  timeline: Timeline,
  schema: AnySchema,
  version: Version,
  route: Route,
): Found | undefined {
  const { root, conversions, byVersion } = planFor(timeline, schema, route)
  const known = byVersion.get(version)
  if (known !== undefined || byVersion.has(version)) return known
  const level = levelOf(timeline, version)
  const plan: Plan | undefined =
    route.direction === 'upgrade' ? conversions.between(root, level, 0) : conversions.between(root, 0, level)
  const found =
    plan === undefined
      ? undefined
      : { convert: compilePlan(plan, timeline.compileMode), waits: hasLoaders(plan) }
  byVersion.set(version, found)
  return found
}

function planFor(timeline: Timeline, schema: AnySchema, route: Route): Planned {
  // `true` and `false` name nothing that a change could reach: one plan serves both.
  const key = typeof schema === 'boolean' ? timeline : schema
  const bySchema = planned.get(timeline) ?? new WeakMap<object, Map<Route, Planned>>()
  planned.set(timeline, bySchema)
  const byRoute = bySchema.get(key) ?? new Map<Route, Planned>()
  bySchema.set(key, byRoute)
  const known = byRoute.get(route)
  if (known !== undefined) return known
  const { messages, direction } = route
  const components = new Map<string, JsonSchema>()
  const root = extractComponents(
    toJsonSchema(schema, messages === 'request' ? 'input' : 'output'),
    components,
  )
  const history = deriveHistory({ components, steps: listSteps(timeline), messages })
  const fresh: Planned = { root, conversions: planConversions(history, direction), byVersion: new Map() }
  byRoute.set(route, fresh)
  return fresh
}
