import { toError } from '../errors.ts'
import type { ObjectSchema, SchemaContext } from '../operations/define-operation.ts'
import { extractComponents, toComponentName, type Components } from '../schema/components.ts'
import { isObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Step } from './steps.ts'

/** The shapes that the named schemas had at every level of the timeline. */
export interface SchemaHistory {
  readonly steps: readonly Step[]
  /** A named schema as it was at a level. */
  at(name: string, level: number): JsonSchema | undefined
  /** Follows references until a schema that is none. */
  resolve(schema: JsonSchema, level: number): JsonSchema
  /** Says whether any operation between two levels is on this schema. */
  changes(name: string, from: number, to: number): boolean
  /** What an operation may ask while it derives an old schema at a step. */
  contextOf(step: Step, level: number, subject: string): SchemaContext
}

/**
 * Derives every old shape of the named schemas, once, by the operations' own `oldSchema`.
 *
 * @throws TDM_CHANGE_INVALID where an operation does not fit the shape that it finds
 */
export function deriveHistory(components: Components, steps: readonly Step[]): SchemaHistory {
  const shapes = new Map<string, Shape[]>()
  for (const [name, schema] of components) shapes.set(name, [{ level: 0, schema }])

  const at = (name: string, level: number): JsonSchema | undefined =>
    shapes.get(name)?.findLast((shape) => shape.level <= level)?.schema

  const resolve = (schema: JsonSchema, level: number): JsonSchema => {
    const seen = new Set<string>()
    let target = schema
    for (;;) {
      const name = isObject(target) ? toComponentName(target.$ref) : undefined
      const next = name === undefined || seen.has(name) ? undefined : at(name, level)
      if (name === undefined || next === undefined) return target
      seen.add(name)
      target = next
    }
  }

  const contextOf = (step: Step, level: number, subject: string): SchemaContext => ({
    resolve: (schema) => resolve(schema, level),
    fail: (reason) => {
      throw toError(
        'TDM_CHANGE_INVALID',
        step.change.summary,
        step.version.name,
        reason,
        step.operation.name,
        subject,
      )
    },
  })

  const derive = (name: string, level: number): void => {
    const step = steps[level]
    const facet = step?.operation.fields
    const known = shapes.get(name)
    const current = known?.at(-1)
    if (step === undefined || facet?.schemas.includes(name) !== true) return
    if (known === undefined || current === undefined || current.level > level) return
    const context = contextOf(step, level, name)
    const named = new Map<string, JsonSchema>()
    const old = facet.oldSchema(toObjectSchema(current.schema, context), context)
    known.push({ level: level + 1, schema: extractComponents(old, named) })
    // Named schemas that only old messages have are declared as they are now, and have a history like the others.
    for (const [other, schema] of named) {
      if (shapes.has(other)) continue
      shapes.set(other, [{ level: 0, schema }])
      for (let earlier = 0; earlier <= level; earlier++) derive(other, earlier)
    }
  }

  for (const [level, step] of steps.entries()) {
    for (const name of step.operation.fields?.schemas ?? []) derive(name, level)
  }

  const changes = (name: string, from: number, to: number): boolean => {
    const [newer, older] = from < to ? [from, to] : [to, from]
    return shapes.get(name)?.some((shape) => shape.level > newer && shape.level <= older) ?? false
  }

  return { steps, at, resolve, changes, contextOf }
}

/** A schema from a level on, until the next one of the list. */
interface Shape {
  readonly level: number
  readonly schema: JsonSchema
}

function toObjectSchema(schema: JsonSchema, context: SchemaContext): ObjectSchema {
  if (isObject(schema) && isObject(schema.properties)) {
    return { ...schema, properties: schema.properties as ObjectSchema['properties'] }
  }
  return context.fail('it does not describe an object by its properties')
}
