import { isDeepStrictEqual } from 'node:util'
import { toError } from '../errors.ts'
import type { ObjectSchema, SchemaContext } from '../operations/define-operation.ts'
import { extractComponents, toComponentName, type Components } from '../schema/components.ts'
import type { Subject } from '../schema/endpoint-part.ts'
import { findStaleKeyword } from '../schema/find-stale-keyword.ts'
import { listFields } from '../schema/object-fields.ts'
import { isObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import { listMoves, type Move, type Step } from './steps.ts'

/** The shapes that the named schemas had at every level of the timeline. */
export interface SchemaHistory {
  readonly steps: readonly Step[]
  /** A named schema as it was at a level. */
  at(name: string, level: number): JsonSchema | undefined
  /** All shapes that a named schema has had, newest first. */
  shapesOf(name: string): readonly JsonSchema[]
  /** The levels of the steps that are on a named schema itself, newest first. */
  levelsOf(name: string): readonly number[]
  /** How an error calls a schema. */
  label(name: string): string
  /** Follows references until a schema that is none. */
  resolve(schema: JsonSchema, level: number): JsonSchema
  /** The newest operation between two levels that is on this schema itself. */
  findChange(name: string, from: number, to: number): Step | undefined
  /** The operations between two levels that are on one of these schemas, in the order in which they are met. */
  listMoves(names: readonly string[], range: { readonly from: number; readonly to: number }): readonly Move[]
  /** Refuses an operation, by an error that names the change and the version. */
  refuse(step: Step, name: string, reason: string): never
}

/** A schema of one endpoint, which operations find by the endpoint's address. */
export interface PartSchema {
  /** How an error calls it. */
  readonly label: string
  /** Whether its names are in lower case, as those of headers are. */
  readonly isLowerCase?: boolean
  /** Whether an operation's subjects mean it, at the level on the newer side of the operation. */
  isMeant(subjects: readonly Subject[], level: number): boolean
}

/** What a history is made of. */
export interface HistoryInput {
  /** The schemas by name, those of endpoints included. */
  readonly components: Components
  /** The schemas among them that are parts of endpoints. */
  readonly parts?: ReadonlyMap<string, PartSchema>
  readonly steps: readonly Step[]
  /** Which messages they are of: an operation may be about the others alone. */
  readonly messages: 'request' | 'response'
}

/**
 * Derives every old shape of the named schemas, once, by the operations' own `oldSchema`.
 *
 * @throws TDM_CHANGE_INVALID where an operation does not fit the shape that it finds
 */
export function deriveHistory({ components, parts, steps, messages }: HistoryInput): SchemaHistory {
  const shapes = new Map<string, Shape[]>()
  for (const [name, schema] of components) shapes.set(name, [{ level: 0, schema }])
  const index = indexSteps(steps, messages, parts ?? new Map())

  const at = (name: string, level: number): JsonSchema | undefined =>
    shapes.get(name)?.findLast((shape) => shape.level <= level)?.schema

  const label = (name: string): string => parts?.get(name)?.label ?? name

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

  const refuse = ({ change, version, operation }: Step, name: string, reason: string): never => {
    throw toError('TDM_CHANGE_INVALID', change.summary, version.name, reason, operation.name, label(name))
  }

  const derive = (name: string, level: number): void => {
    const step = steps[level]
    const known = shapes.get(name)
    const current = known?.at(-1)
    if (step === undefined || known === undefined || current === undefined || current.level > level) return
    const isLowerCase = parts?.get(name)?.isLowerCase === true
    const context: SchemaContext = {
      resolve: (schema) => resolve(schema, level),
      // A name in capitals is not found, and the reason would not be seen in what the operation says of it.
      fail: (reason) =>
        refuse(step, name, isLowerCase && /"[^"]*[A-Z]/.test(reason) ? `${reason} (${lowerCase})` : reason),
    }
    const named = new Map<string, JsonSchema>()
    const old = extractComponents(toOldSchema(step, current.schema, context), named)
    const capital = isLowerCase && listFields(old).find((field) => /[A-Z]/.test(field.name))
    if (capital) refuse(step, name, `it calls a header "${capital.name}"; ${lowerCase}`)
    known.push({ level: level + 1, schema: old })
    // Named schemas that only old messages have are declared as they are now, and have a history like the others.
    for (const [other, schema] of named) {
      const held = shapes.get(other)?.[0]?.schema
      if (other === name || (held !== undefined && isOtherObject(held, schema))) {
        refuse(
          step,
          name,
          `its old schema is called "${other}", as another one is now; give it another name, or none`,
        )
      }
      if (held !== undefined) continue
      shapes.set(other, [{ level: 0, schema }])
      for (const earlier of index.levelsOf(other)) if (earlier <= level) derive(other, earlier)
    }
  }

  // Level by level, since an operation may ask for the shape that others have at its level.
  for (const level of steps.keys()) for (const name of index.namesAt(level)) derive(name, level)

  const findChange = (name: string, from: number, to: number): Step | undefined => {
    const [newer, older] = from < to ? [from, to] : [to, from]
    const level = index.levelsOf(name).find((one) => one >= newer && one < older)
    return level === undefined || !shapes.has(name) ? undefined : steps[level]
  }

  return {
    steps,
    at,
    shapesOf: (name) => (shapes.get(name) ?? []).map(({ schema }) => schema),
    levelsOf: (name) => (shapes.has(name) ? index.levelsOf(name) : []),
    label,
    resolve,
    findChange,
    refuse,
    listMoves: (names, range) => {
      const [only, ...others] = names
      if (only === undefined) return []
      const levels =
        others.length === 0
          ? index.levelsOf(only)
          : [...new Set(names.flatMap((name) => index.levelsOf(name)))].sort((a, b) => a - b)
      return listMoves(levels, steps, range)
    },
  }
}

const lowerCase = 'the names of headers are written in lower case'

/** A schema from a level on, until the next one of the list. */
interface Shape {
  readonly level: number
  readonly schema: JsonSchema
}

/**
 * Whether two schemas of one name are of different things. What clients send and what they get may differ in what is
 * required, by defaults; the fields are the same.
 */
function isOtherObject(one: JsonSchema, other: JsonSchema): boolean {
  const [first, second] = [one, other].map((schema) =>
    listFields(schema)
      .map(({ name }) => name)
      .sort(),
  )
  return !isDeepStrictEqual(first, second)
}

function toOldSchema({ operation }: Step, current: JsonSchema, context: SchemaContext): JsonSchema {
  const { fields, value } = operation
  if (value !== undefined) return value.oldSchema(current, context)
  if (fields === undefined) return current
  const holder = toObjectSchema(current, context)
  const old = fields.oldSchema(holder, context)
  const stale = findStaleKeyword(holder, old)
  if (stale !== undefined) {
    context.fail(
      `its keyword "${stale.keyword}" speaks of the field "${stale.field}", which the operation changes; say the same without it, or make the change with \`custom\``,
    )
  }
  return old
}

function toObjectSchema(schema: JsonSchema, context: SchemaContext): ObjectSchema {
  if (isObject(schema) && isObject(schema.properties)) {
    return { ...schema, properties: schema.properties as ObjectSchema['properties'] }
  }
  const name = isObject(schema) ? toComponentName(schema.$ref) : undefined
  return context.fail(
    name === undefined
      ? 'it does not describe an object by its properties'
      : `it is the named schema "${name}"; change the fields of that`,
  )
}

/** Which steps are on which schemas. */
interface StepIndex {
  /** The levels of the steps that are on a schema, newest first. */
  levelsOf(name: string): readonly number[]
  /** The schemas that the step at a level is on. */
  namesAt(level: number): Iterable<string>
}

function indexSteps(
  steps: readonly Step[],
  messages: HistoryInput['messages'],
  parts: ReadonlyMap<string, PartSchema>,
): StepIndex {
  const levels = new Map<string, number[]>()
  const names = new Map<number, Set<string>>()
  const add = (name: string, level: number): void => {
    const held = levels.get(name)
    if (held === undefined) levels.set(name, [level])
    else held.push(level)
    names.get(level)?.add(name)
  }
  for (const [level, { operation }] of steps.entries()) {
    const facet = operation.fields ?? operation.value
    const isOther = operation.messages !== undefined && operation.messages !== messages
    if (facet === undefined || isOther) continue
    names.set(level, new Set())
    for (const subject of new Set(facet.subjects)) if (typeof subject === 'string') add(subject, level)
    if (facet.subjects.every((subject) => typeof subject === 'string')) continue
    for (const [name, part] of parts) if (part.isMeant(facet.subjects, level)) add(name, level)
  }
  return { levelsOf: (name) => levels.get(name) ?? [], namesAt: (level) => names.get(level) ?? [] }
}
