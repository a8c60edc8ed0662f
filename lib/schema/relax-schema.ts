import { isDeepStrictEqual } from 'node:util'
import { followName } from './is-coercible.ts'
import {
  divided,
  isExclusive,
  isKept,
  loosening,
  marks,
  mended,
  rewritten,
  spelled,
  spelledByForm,
} from './marks.ts'
import { orderChoices } from './order-choices.ts'
import { isObject, listSubschemas, mapSubschemas } from './subschemas.ts'
import type { JsonSchema } from './types.ts'
import { withoutIdleDefaults } from './without-idle-defaults.ts'

/**
 * A schema as what is sent has to fit it. What is documented of a value that zod mends or rewrites (`.catch()`,
 * `z.preprocess()`, `.trim().max(3)`) says what is wanted, and is no reason to refuse another one: zod will say. And a
 * `null` that a choice accepts stays one: validators that coerce would make 0, the empty text or a list of it.
 */
function relaxSchema(schema: JsonSchema, isOpen: IsOpen = () => false): JsonSchema {
  return withoutIdleDefaults(relax(schema, schema, isOpen))
}

/** The same for what is sent as texts, as in a query: in which order choices are tried decides what is made of a text. */
export function relaxTexts(schema: JsonSchema): JsonSchema {
  return relaxSchema(orderChoices(schema))
}

/** Says whether a choice is left open, for another validator to check: by its `$comment`. */
type IsOpen = (schema: SchemaObject) => boolean

/**
 * The same in two parts, for a validator that coerces and for one that does not: what is JSON has types of its own, and a
 * choice between them is the sender's (`kept`). Fields beside such a choice are coerced as ever, before the second part is
 * asked.
 *
 * @returns the second part only where there is such a choice
 */
export function splitSchema(schema: JsonSchema): {
  readonly loose: JsonSchema
  readonly strict?: JsonSchema
} {
  const whole = relaxSchema(schema)
  const loose = relaxSchema(schema, isKept)
  return isDeepStrictEqual(loose, whole) ? { loose } : { loose, strict: whole }
}

function relax(schema: JsonSchema, root: JsonSchema, isOpen: IsOpen): JsonSchema {
  if (!isObject(schema)) return schema
  // The default stays: what is left out gets it before anything is missed.
  if (schema.$comment === mended || isOpen(schema))
    return 'default' in schema ? { default: schema.default } : {}
  const mapped = mapSubschemas(schema, (part) => relax(part, root, isOpen))
  if (!isObject(mapped)) return mapped
  if (takesAnything(schema, root, new Set())) return {}
  const held = keepNull(withoutExclusion(withoutMended(mapped, schema, root), schema, root, isOpen), root)
  if (held.$comment === rewritten) return leaveOut(held, checks)
  const spelling = held.$comment === spelledByForm ? looseSpellings.get(held.format) : undefined
  if (spelling === undefined) return withoutVague(held)
  const others: readonly unknown[] = Array.isArray(held.allOf) ? held.allOf : []
  return { ...withoutVague(held), allOf: [...others, { pattern: spelling }] }
}

/** What can be said of a text that zod reads as browsers do. */
const looseSpellings: ReadonlyMap<unknown, string> = new Map([
  ['uri', '^\\s*[A-Za-z][A-Za-z0-9+.-]*:'],
  ['ipv6', '^[0-9A-Fa-f:.]+$'],
])

/**
 * A schema as what is sent out has to fit it: where there are alternatives, a serialiser takes the one whose checks hold,
 * and must not miss the one that zod means.
 */
export function toWritable(schema: JsonSchema): JsonSchema {
  const mapped = mapSubschemas(schema, toWritable)
  if (!isObject(mapped)) return mapped
  return isExclusive(mapped) ? toInclusive(mapped) : withoutVague(mapped)
}

/** Whether serialisers would hold what is sent to a schema in another way than zod. */
export function isVague(schema: JsonSchema): boolean {
  return !isDeepStrictEqual(toWritable(schema), schema)
}

/** A schema as documents show it. */
export function withoutMarks(schema: JsonSchema): JsonSchema {
  const mapped = mapSubschemas(schema, withoutMarks)
  return isObject(mapped) && marks.has(mapped.$comment) ? leaveOut(mapped, new Set(['$comment'])) : mapped
}

/** Leaves out what validators check in another way than zod. */
function withoutVague(schema: SchemaObject): SchemaObject {
  if (schema.$comment === divided) return leaveOut(schema, steps)
  const isSpelled = schema.$comment === spelled || schema.$comment === spelledByForm
  return isSpelled ? leaveOut(schema, spellings) : schema
}

function leaveOut(schema: SchemaObject, keywords: ReadonlySet<string>): SchemaObject {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.has(keyword)))
}

/**
 * Whether a choice is one of all that JSON has, as `z.json()` is: a validator that coerces would make everything that fits
 * of the first alternative.
 */
function takesAnything(schema: unknown, root: JsonSchema, assumed: Set<unknown>): boolean {
  const followed = followName(schema, root)
  if (assumed.has(followed)) return true
  if (!isObject(followed) || !Array.isArray(followed.anyOf)) return false
  assumed.add(followed)
  const alternatives = followed.anyOf.filter(isObject)
  const isWhole = (type: string, inner?: string): boolean =>
    alternatives.some(
      (one) =>
        one.type === type &&
        (inner === undefined || takesAnything(one[inner], root, assumed)) &&
        Object.keys(one).every((keyword) => ['type', inner, 'propertyNames'].includes(keyword)),
    )
  return (
    ['string', 'number', 'boolean', 'null'].every((type) => isWhole(type)) &&
    isWhole('array', 'items') &&
    isWhole('object', 'additionalProperties')
  )
}

/** What is mended may be left out as well. */
function withoutMended(mapped: SchemaObject, schema: SchemaObject, root: JsonSchema): SchemaObject {
  const { properties } = schema
  if (!Array.isArray(mapped.required) || !isObject(properties)) return mapped
  const isMended = (name: unknown): boolean => {
    const property =
      typeof name === 'string' && Object.hasOwn(properties, name) ? properties[name] : undefined
    const part = followName(property, root)
    return isObject(part) && part.$comment === mended
  }
  return { ...mapped, required: mapped.required.filter((name) => !isMended(name)) }
}

/** Where alternatives accept more than they mean, one of several that fit may be the one: who checks them in full will say. */
function withoutExclusion(
  mapped: SchemaObject,
  schema: SchemaObject,
  root: JsonSchema,
  isOpen: IsOpen,
): SchemaObject {
  const alternatives: readonly unknown[] = Array.isArray(schema.oneOf) ? schema.oneOf : []
  const isLoose = (one: unknown): boolean => isLoosened(one, root, isOpen, new Set())
  return isExclusive(schema) || alternatives.some(isLoose) ? toInclusive(mapped) : mapped
}

function toInclusive({ oneOf, ...rest }: SchemaObject): SchemaObject {
  if (oneOf === undefined) return rest
  if (rest.anyOf === undefined) return { ...rest, anyOf: oneOf }
  const others: readonly unknown[] = Array.isArray(rest.allOf) ? rest.allOf : []
  return { ...rest, allOf: [...others, { anyOf: oneOf }] }
}

/** Whether a schema, or one inside of it, is left out in part. */
function isLoosened(schema: unknown, root: JsonSchema, isOpen: IsOpen, seen: Set<unknown>): boolean {
  const followed = followName(schema, root)
  if (!isObject(followed) || seen.has(followed)) return false
  seen.add(followed)
  const { $comment } = followed
  return (
    loosening.has($comment) ||
    isOpen(followed) ||
    listSubschemas(followed).some((part) => isLoosened(part, root, isOpen, seen))
  )
}

/** Keeps `null` from the alternatives that stand beside one for it, and what they take (0, the empty text) from that one. */
function keepNull(schema: SchemaObject, root: JsonSchema): SchemaObject {
  const guarded = (['anyOf', 'oneOf'] as const).flatMap((keyword) => {
    const list: readonly unknown[] = Array.isArray(schema[keyword]) ? schema[keyword] : []
    if (!list.some(isOfNull)) return []
    const others = list.filter((part) => !isOfNull(part))
    const guards = others.map((part) => (mayCoerceNull(part, root) ? { allOf: [noNull, part] } : part))
    return [[keyword, [...guards, keyword === 'anyOf' ? { type: 'null' } : { const: null }]] as const]
  })
  return guarded.length === 0 ? schema : { ...schema, ...Object.fromEntries(guarded) }
}

/** By `const`, which nothing is coerced for. */
const noNull = { not: { const: null } }

function isOfNull(schema: unknown): boolean {
  return isObject(schema) && schema.type === 'null'
}

/** Objects are never made of anything else. */
function mayCoerceNull(schema: unknown, root: JsonSchema): boolean {
  const followed = followName(schema, root)
  if (!isObject(followed)) return false
  const { type } = followed
  return type !== 'object' && type !== 'null'
}

type SchemaObject = Readonly<Record<string, unknown>>

/** Whether a schema, or one inside of it, is documented more narrowly than what is accepted, or is checked in two parts. */
export function isRelaxable(schema: JsonSchema, isBody = false): boolean {
  return !isDeepStrictEqual(isBody ? splitSchema(schema).loose : relaxTexts(schema), schema)
}

const steps: ReadonlySet<string> = new Set(['$comment', 'multipleOf'])
const spellings: ReadonlySet<string> = new Set(['$comment', 'format'])

/** The keywords that `checks` of zod become. */
const checks: ReadonlySet<string> = new Set([
  ...['$comment', 'minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'allOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minItems', 'maxItems'],
])
