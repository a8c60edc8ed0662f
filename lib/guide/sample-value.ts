import { listFields } from '../schema/object-fields.ts'
import { toComponentName } from '../schema/components.ts'
import { freeString } from '../schema/empty-shape.ts'
import { matchPattern } from '../schema/match-pattern.ts'
import { sampleStrings } from '../schema/sample-scalars.ts'
import { isObject, toSchema, toSchemaObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'

type SchemaObject = Readonly<Record<string, unknown>>

/** What a sample is made within: the named schemas that there are, and those that the place stands in. */
interface Place {
  readonly definitions: SchemaObject
  readonly path: readonly string[]
}

/**
 * An example of a self-contained schema: the one that its author gives, or else one made of its parts.
 *
 * @returns a value that is likely, but not certain, to be valid: what a pattern asks for only its author knows
 */
export function sampleValue(schema: JsonSchema): unknown {
  const definitions = isObject(schema) && isObject(schema.$defs) ? schema.$defs : {}
  return sample(schema, { definitions, path: [] }) ?? null
}

/** Inside of so many named schemas, what need not be there is left out: schemas that refer to each other have no end. */
const shownDepth = 3

/** Longer lists and texts are no examples: where they have to be, the schema has to give one. */
const shownItems = 100
const shownLength = 1000

/** @returns `undefined` where there would be no end: what holds the value does without it, if it can */
function sample(schema: JsonSchema, place: Place): unknown {
  if (typeof schema === 'boolean') return schema ? null : undefined
  if (isNothing(schema)) return undefined
  const given = listGiven(schema)
  if (given.length > 0) return given[0]
  if (isOfPatterns(schema)) return sampleText(schema)
  const parts = listParts(schema)
  if (parts.length !== 1 || Array.isArray(schema.allOf)) return sampleAll(parts, place)
  const name = toComponentName(schema.$ref)
  if (name !== undefined) {
    const path = [...place.path, name]
    return place.path.includes(name)
      ? undefined
      : sample(toSchema(place.definitions[name]), { ...place, path })
  }
  const choices = listChoices(schema)
  if (choices !== undefined) return findFirst(choices, (choice) => sample(toSchema(choice), place))
  const isNullable = Array.isArray(schema.type) && schema.type.includes('null')
  switch (typeOf(schema)) {
    case 'object':
      return sampleObject(schema, place) ?? (isNullable ? null : undefined)
    case 'array':
      return sampleItems(schema, place) ?? (isNullable ? null : undefined)
    case 'string':
      return sampleText(schema)
    case 'integer':
    case 'number':
      return sampleNumber(schema)
    case 'boolean':
      return true
    default:
      return null
  }
}

function listGiven(schema: SchemaObject): readonly unknown[] {
  if (Array.isArray(schema.examples)) return schema.examples
  for (const keyword of ['example', 'const', 'default']) if (keyword in schema) return [schema[keyword]]
  return Array.isArray(schema.enum) ? schema.enum : []
}

/** What a schema says by a reference, by each part of an `allOf`, by its own keywords, and by its alternatives. */
function listParts({ $defs: _, ...schema }: SchemaObject): readonly unknown[] {
  const { $ref, allOf, oneOf, anyOf, ...own } = schema
  return [
    ...($ref === undefined ? [] : [{ $ref }]),
    ...(Array.isArray(allOf) ? (allOf as unknown[]) : []),
    ...(Object.keys(own).length === 0 ? [] : [own]),
    ...(oneOf === undefined ? [] : [{ oneOf }]),
    ...(anyOf === undefined ? [] : [{ anyOf }]),
  ]
}

/** Whether a schema allows no value, as zod writes `z.never()`. */
function isNothing({ not }: SchemaObject): boolean {
  return not === true || (isObject(not) && Object.keys(not).length === 0)
}

function listChoices({ oneOf, anyOf }: SchemaObject): readonly unknown[] | undefined {
  return [oneOf, anyOf].find((choices): choices is unknown[] => Array.isArray(choices))
}

/** The first value that is made of a list. */
function findFirst(list: readonly unknown[], make: (one: unknown) => unknown): unknown {
  for (const one of list) {
    const made = make(one)
    if (made !== undefined) return made
  }
  return undefined
}

/**
 * What all parts of a schema say: the members of an object, or else a value that one of them names or chooses, or the
 * first.
 */
function sampleAll(parts: readonly unknown[], place: Place): unknown {
  const made: unknown[] = []
  for (const part of parts) {
    const one = sample(toSchema(part), place)
    if (one === undefined) return undefined
    made.push(one)
  }
  if (made.some(isObject)) {
    const members = new Map<string, unknown>()
    for (const [name, value] of made.flatMap((one) => (isObject(one) ? Object.entries(one) : []))) {
      // What one part describes, and another one only requires, is as described.
      if (value !== null || !members.has(name)) members.set(name, value)
    }
    return Object.fromEntries(members)
  }
  const isNamed = (part: unknown): boolean => {
    const followed = toSchemaObject(follow(toSchema(part), place))
    return listGiven(followed).length > 0 || listChoices(followed) !== undefined
  }
  const named = parts.findIndex(isNamed)
  return named === -1 ? (made.find((one) => one !== null) ?? null) : made[named]
}

/** What a reference leads to, and what that refers to; at most as many as there are named schemas. */
function follow(schema: JsonSchema, { definitions }: Place): JsonSchema {
  let followed = schema
  for (const _ of Object.keys(definitions)) {
    const name = isObject(followed) ? toComponentName(followed.$ref) : undefined
    if (name === undefined) return followed
    followed = toSchema(definitions[name])
  }
  return followed
}

function sampleObject(schema: SchemaObject, place: Place): unknown {
  const members = new Map<string, unknown>()
  for (const { name, schema: inner, required } of listFields(schema)) {
    if (!required && place.path.length > shownDepth) continue
    const value = sample(inner, place)
    if (value !== undefined) members.set(name, value)
    else if (required) return undefined
  }
  for (const name of listUndeclared(schema)) {
    const value = sample(toSchema(schema.additionalProperties ?? true), place)
    if (value === undefined) return undefined
    members.set(name, value)
  }
  return Object.fromEntries(members)
}

/** The names that an object has to have, and that its properties do not describe: the keys of a map, above all. */
function listUndeclared({ required, properties }: SchemaObject): readonly string[] {
  const declared = isObject(properties) ? properties : {}
  return (Array.isArray(required) ? (required as unknown[]) : []).filter(
    (name): name is string => typeof name === 'string' && !Object.hasOwn(declared, name),
  )
}

function sampleItems(schema: SchemaObject, place: Place): unknown {
  const prefix = (Array.isArray(schema.prefixItems) ? schema.prefixItems : []).map((part) =>
    sample(toSchema(part), place),
  )
  if (prefix.includes(undefined)) return undefined
  const needed = Math.min(Math.max(0, toBound(schema.minItems, 0) - prefix.length), shownItems)
  const isShown = needed > 0 || (isObject(schema.items) && schema.maxItems !== 0)
  const item = isShown ? sample(toSchema(schema.items ?? true), place) : undefined
  if (item === undefined) return needed === 0 ? prefix : undefined
  return [...prefix, ...Array.from({ length: Math.max(1, needed) }, () => item)]
}

function sampleText(schema: SchemaObject): string {
  const known = formats.get(String(schema.format))
  const [shortest, longest] = [toBound(schema.minLength, 0), toBound(schema.maxLength, Infinity)]
  const plain = known ?? 'text'.padEnd(Math.min(shortest, shownLength), 'text').slice(0, longest)
  const patterns = listPatterns(schema)
  const isFit = (text: string): boolean => patterns.every((pattern) => matchPattern(pattern, text) === true)
  if (isFit(plain)) return plain
  const facet = {
    ...freeString,
    patterns: patterns.map((value) => ({ value, pointer: '' })),
    minLength: { value: shortest, pointer: '' },
    ...(longest !== Infinity && { maxLength: { value: longest, pointer: '' } }),
  }
  const fit = sampleStrings(facet, facet).filter(
    (text) => text.length >= shortest && text.length <= longest && isFit(text),
  )
  // An empty text shows less than any other.
  return fit.find((text) => text !== '') ?? fit[0] ?? plain
}

/** The patterns of a text: zod writes several of them as an `allOf`. */
function listPatterns({ pattern, allOf }: SchemaObject): readonly string[] {
  const parts: readonly unknown[] = Array.isArray(allOf) ? allOf : []
  const all = [pattern, ...parts.map((part) => (isObject(part) ? part.pattern : undefined))]
  return all.filter((one) => typeof one === 'string')
}

/** Whether a text has several patterns, and nothing else is said of it by parts. */
function isOfPatterns(schema: SchemaObject): boolean {
  const parts: readonly unknown[] = Array.isArray(schema.allOf) ? schema.allOf : []
  const isPattern = (part: unknown): boolean =>
    isObject(part) && typeof part.pattern === 'string' && Object.keys(part).length === 1
  return typeOf(schema) === 'string' && parts.length > 0 && parts.every(isPattern)
}

function sampleNumber(schema: SchemaObject): number {
  const low = toBound(schema.minimum, -Infinity)
  const above = toBound(schema.exclusiveMinimum, -Infinity)
  const high = toBound(schema.maximum, Infinity)
  const below = toBound(schema.exclusiveMaximum, Infinity)
  const step = toBound(schema.multipleOf, typeOf(schema) === 'integer' ? 1 : 0)
  const near = [low, above, high, below].flatMap((bound) => [bound, bound + 1, bound - 1])
  const onSteps = step === 0 ? [] : near.map((value) => Math.round(value / step) * step)
  const candidates = [1, ...near, step, ...onSteps, (Math.max(low, above) + Math.min(high, below)) / 2]
  const isFit = (value: number): boolean =>
    Number.isFinite(value) &&
    value >= low &&
    value > above &&
    value <= high &&
    value < below &&
    (step === 0 || Number.isInteger(value / step))
  return candidates.find(isFit) ?? 1
}

function toBound(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}

function typeOf(schema: SchemaObject): unknown {
  if (Array.isArray(schema.type)) return schema.type.find((type) => type !== 'null')
  if (schema.type !== undefined) return schema.type
  return isObject(schema.properties) || Array.isArray(schema.required) ? 'object' : undefined
}

const formats: ReadonlyMap<string, string> = new Map([
  ['date-time', '2026-01-01T12:00:00Z'],
  ['date', '2026-01-01'],
  ['time', '12:00:00Z'],
  ['email', 'person@example.com'],
  ['uri', 'https://example.com/'],
  ['uuid', '123e4567-e89b-42d3-a456-426614174000'],
  ['hostname', 'example.com'],
  ['ipv4', '192.0.2.1'],
  ['ipv6', '2001:db8::1'],
])
