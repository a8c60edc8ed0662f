import { toComponentName } from './components.ts'
import { isObject } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

type SchemaObject = Readonly<Record<string, unknown>>

export type Kind = 'boolean' | 'list' | 'null' | 'number' | 'object' | 'text'

/**
 * Says whether alternatives of a choice take values that a validator makes of each other (the option `coerceTypes` of Ajv,
 * with lists): `"007"` is tried as a number first, be it deep inside of an object, and stays one when another alternative
 * takes it. Objects are never made of anything else; but one that is closed loses members (`removeAdditional`) that another
 * alternative takes.
 *
 * @param root the schema that the choice is in, with the named ones in `$defs`
 */
export function isCoercible(choice: JsonSchema, root: JsonSchema): boolean {
  const compared = new Map<unknown, Set<unknown>>()

  const areMixed = (one: unknown, other: unknown): boolean => {
    const [a, b] = [followName(one, root), followName(other, root)]
    // What holds itself is looked at once.
    if (a === b || compared.get(a)?.has(b) === true) return false
    compared.set(a, (compared.get(a) ?? new Set()).add(b))
    if (!isObject(a) || !isObject(b)) return true
    const parts = [...listParts(a).map((part) => [part, b]), ...listParts(b).map((part) => [a, part])]
    if (parts.length > 0) return parts.some(([from, to]) => areMixed(from, to))
    const [from, to] = [listKinds(a), listKinds(b)]
    if (isClosedTo(a, b) || isClosedTo(b, a)) return true
    const isMade = from.some((kind) =>
      to.some((made) => kind !== made && kind !== 'object' && made !== 'object'),
    )
    return (
      (isMade && !isOfWords(a, to) && !isOfWords(b, from)) || listPairs(a, b).some(([x, y]) => areMixed(x, y))
    )
  }

  const alternatives = isObject(choice) ? listAlternatives(choice) : []
  return alternatives.some((one, index) =>
    alternatives.slice(index + 1).some((other) => areMixed(one, other)),
  )
}

/** The schema that a reference means. */
export function followName(schema: unknown, root: JsonSchema): unknown {
  if (isObject(schema) && schema.$ref === '#') return root
  const name = isObject(schema) ? toComponentName(schema.$ref) : undefined
  const named = name !== undefined && isObject(root) && isObject(root.$defs) ? root.$defs[name] : undefined
  return isObject(named) ? named : schema
}

/** What else says what values may be, where a schema does not: alternatives, or the sides of an intersection. */
function listParts(schema: SchemaObject): readonly unknown[] {
  const { type, allOf } = schema
  const sides: readonly unknown[] = type === undefined && Array.isArray(allOf) ? allOf : []
  return [...listAlternatives(schema), ...sides]
}

/** The alternatives of a choice; what becomes of `null` is seen to elsewhere. */
export function listAlternatives({ anyOf, oneOf }: SchemaObject): readonly unknown[] {
  const all = [anyOf, oneOf].flatMap((list): readonly unknown[] => (Array.isArray(list) ? list : []))
  return all.filter((part) => !isObject(part) || part.type !== 'null')
}

const everyKind: readonly Kind[] = ['boolean', 'list', 'null', 'number', 'object', 'text']

const kinds: Readonly<Record<string, Kind>> = {
  array: 'list',
  boolean: 'boolean',
  integer: 'number',
  null: 'null',
  number: 'number',
  object: 'object',
  string: 'text',
}

/** What values may be of, by what a schema says of their type. */
export function listKinds({ type, enum: listed, const: only }: SchemaObject): readonly Kind[] {
  const types: readonly unknown[] = Array.isArray(type) ? type : type === undefined ? [] : [type]
  if (types.length > 0) return types.flatMap((one) => kinds[String(one)] ?? [])
  const values: readonly unknown[] = Array.isArray(listed) ? listed : only === undefined ? [] : [only]
  return values.length === 0 ? everyKind : values.flatMap((value) => kindOf(value) ?? [])
}

function kindOf(value: unknown): Kind | undefined {
  if (Array.isArray(value)) return 'list'
  if (value === null) return 'null'
  return typeof value === 'string' ? 'text' : kinds[typeof value]
}

/** Says whether a schema lists texts that nothing else is made of, and the others are numbers, truth values or null. */
function isOfWords({ enum: listed, const: only }: SchemaObject, others: readonly Kind[]): boolean {
  const values: readonly unknown[] = Array.isArray(listed) ? listed : [only]
  const isWord = (value: unknown): boolean =>
    typeof value === 'string' && Number.isNaN(Number(value)) && value !== 'true' && value !== 'false'
  return values.every(isWord) && others.every((kind) => scalars.has(kind))
}

const scalars: ReadonlySet<Kind> = new Set(['boolean', 'null', 'number'])

/** Says whether a closed object has no place for what another one takes; what that one ignores may go. */
function isClosedTo(closed: SchemaObject, other: SchemaObject): boolean {
  if (closed.additionalProperties !== false) return false
  if (other.patternProperties !== undefined || (other.additionalProperties ?? false) !== false) return true
  const own = membersOf(closed)
  return Object.keys(membersOf(other)).some((name) => !Object.hasOwn(own, name))
}

/** What two schemas say of the same members, or items. */
function listPairs(a: SchemaObject, b: SchemaObject): readonly (readonly [unknown, unknown])[] {
  const [ofA, ofB] = [membersOf(a), membersOf(b)]
  const members = Object.keys({ ...ofA, ...ofB }).map((name) => [
    Object.hasOwn(ofA, name) ? ofA[name] : a.additionalProperties,
    Object.hasOwn(ofB, name) ? ofB[name] : b.additionalProperties,
  ])
  // Which names match a pattern is not asked.
  const matched = [
    ...listMatched(a).flatMap((one) => [...listMatched(b), ...listRest(b)].map((other) => [one, other])),
    ...listMatched(b).flatMap((other) => listRest(a).map((one) => [one, other])),
  ]
  const prefixes = [a, b].map(({ prefixItems }): readonly unknown[] => (Array.isArray(prefixItems) ? prefixItems : [])) // prettier-ignore
  const length = Math.max(...prefixes.map((prefix) => prefix.length))
  const items = Array.from({ length }, (_, index) => [
    prefixes[0]?.[index] ?? a.items,
    prefixes[1]?.[index] ?? b.items,
  ])
  const others = [a.additionalProperties, b.additionalProperties]
  const pairs = [...members, ...matched, others, ...items, [a.items, b.items]]
  return pairs.flatMap(([x, y]) => (isObject(x) && isObject(y) ? [[x, y] as const] : []))
}

function membersOf({ properties }: SchemaObject): SchemaObject {
  return isObject(properties) ? properties : {}
}

/** What is said of the members whose names match a pattern. */
function listMatched({ patternProperties }: SchemaObject): readonly unknown[] {
  return isObject(patternProperties) ? Object.values(patternProperties) : []
}

/** What is said of all other members. */
function listRest(schema: SchemaObject): readonly unknown[] {
  return [...Object.values(membersOf(schema)), schema.additionalProperties]
}
