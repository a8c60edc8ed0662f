import { toComponentName } from '../schema/components.ts'
import { listSubschemas } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { SchemaHistory } from './schema-history.ts'
import type { Step } from './steps.ts'

/** Which steps change anything that a schema refers to, itself included. */
export interface Reach {
  /** The newest step between two levels that does. */
  findStep(schema: JsonSchema, from: number, to: number): Step | undefined
  /**
   * The newest level at which a schema, with all that it refers to, is what it is at the given one. Versions between
   * which nothing of a schema has changed share their plans by it.
   */
  settle(schema: JsonSchema, level: number): number
}

/** The reach of a history: found once, however many conversions are planned over it. */
export function reachOf(history: SchemaHistory): Reach {
  const known = reaches.get(history)
  if (known !== undefined) return known
  const reach = createReach(history)
  reaches.set(history, reach)
  return reach
}

const reaches = new WeakMap<SchemaHistory, Reach>()

/** Follows references through every shape that the named schemas have had. */
function createReach(history: SchemaHistory): Reach {
  const references = new WeakMap<object, ReadonlySet<string>>()
  const byName = new Map<string, readonly number[]>()
  const bySchema = new WeakMap<object, readonly number[]>()

  const referencesOf = (schema: JsonSchema): ReadonlySet<string> => {
    if (typeof schema === 'boolean') return new Set()
    const known = references.get(schema)
    if (known !== undefined) return known
    const name = toComponentName(schema.$ref)
    const found = new Set(name === undefined ? [] : [name])
    for (const inner of listSubschemas(schema)) {
      for (const reference of referencesOf(inner)) found.add(reference)
    }
    references.set(schema, found)
    return found
  }

  const collect = (names: Iterable<string>): readonly number[] => {
    const reached = new Set(names)
    const levels = new Set<number>()
    for (const name of reached) {
      for (const level of history.levelsOf(name)) levels.add(level)
      for (const shape of history.shapesOf(name)) {
        for (const reference of referencesOf(shape)) reached.add(reference)
      }
    }
    return [...levels].sort((a, b) => a - b)
  }

  /** The levels of the steps, newest first. */
  const stepsOf = (schema: JsonSchema): readonly number[] => {
    if (typeof schema === 'boolean') return []
    const [name, ...others] = referencesOf(schema)
    if (name === undefined) return []
    const known = others.length === 0 ? byName.get(name) : bySchema.get(schema)
    if (known !== undefined) return known
    const levels = collect([name, ...others])
    if (others.length === 0) byName.set(name, levels)
    else bySchema.set(schema, levels)
    return levels
  }

  return {
    findStep: (schema, from, to) => {
      const level = stepsOf(schema).find((one) => one >= Math.min(from, to) && one < Math.max(from, to))
      return level === undefined ? undefined : history.steps[level]
    },
    settle: (schema, level) => (stepsOf(schema).findLast((one) => one < level) ?? -1) + 1,
  }
}
