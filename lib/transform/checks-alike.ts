import { isDeepStrictEqual } from 'node:util'
import { toComponentName } from '../schema/components.ts'
import { isObject } from '../schema/subschemas.ts'
import type { Plan, RecordPlan } from './plan.ts'

/** A schema as it was compiled, with the named schemas that its compiler knows beside. */
export interface CompiledSchema {
  readonly schema: unknown
  readonly shared: Readonly<Record<string, unknown>>
}

/**
 * Whether one schema asks of a value exactly what another one asks of what a plan makes of it, so that one of the two
 * checks can be left out. It must hold for a validator that mends while it checks (coercion, defaults, removal of
 * what is not declared), for which reason little is followed: members that are put elsewhere in their object, inside
 * of objects and lists. All that is not known is no, which costs a check and nothing else.
 *
 * @param plan how values of the first become values of the second; `undefined` where they pass as they are
 */
export function checksAlike(plan: Plan | undefined, from: CompiledSchema, to: CompiledSchema): boolean {
  const compared = new Map<unknown, Set<unknown>>()
  const walked = new Set<Plan>()

  const compare = (by: Plan | undefined, one: unknown, other: unknown): boolean => {
    const own = follow(one, from)
    const current = follow(other, to)
    const way = by === undefined ? undefined : toShape(by)
    if (way !== undefined) return isObject(own) && isObject(current) && compareMade(way, own, current)
    if (!isObject(own) || !isObject(current)) return typeof own === 'boolean' && own === current
    // One that is reached from inside of itself differs elsewhere, if it does.
    if (compared.get(own)?.has(current) === true) return true
    compared.set(own, (compared.get(own) ?? new Set()).add(current))
    const moves = nameEach(own.properties)
    return compareKeywords(own, current, (keyword, value, held) => {
      if (keyword === 'properties') return compareMembers(moves, value, held)
      if (keyword === 'required') return isDeepStrictEqual(toSet(value), toSet(held))
      if (keyword === 'items') return !Array.isArray(value) && compare(undefined, value, held)
      if (keyword === 'additionalProperties') return compare(undefined, value, held)
      return plainKeywords.has(keyword) && isDeepStrictEqual(value, held)
    })
  }

  /** Of a list or an object that is made anew. */
  const compareMade = (way: ShapePlan | null, own: Schema, current: Schema): boolean => {
    // A plan that comes round again may be one of values of any depth.
    if (way === null || walked.has(way)) return false
    walked.add(way)
    const { record, list } = way
    const isList = own.type === 'array' && 'items' in own
    const isOne = record === undefined ? isList : own.type === 'object' && 'properties' in own
    if (!isOne || (record !== undefined && list !== undefined)) return false
    const moves = record === undefined ? [] : readMoves(record)
    if (moves === undefined || (list?.prefix.length ?? 0) > 0) return false
    return compareKeywords(own, current, (keyword, value, held) => {
      if (keyword === 'properties') return compareMembers(moves, value, held)
      if (keyword === 'required') return compareRequired(moves, toSet(value), toSet(held))
      if (keyword === 'items') return !Array.isArray(value) && compare(list?.items, value, held)
      if (keyword === 'additionalProperties') return value === true && held === true
      // What compares whole values would compare those of two versions.
      return madeKeywords.has(keyword) && isDeepStrictEqual(value, held)
    })
  }

  const compareMembers = (moves: readonly Move[], own: unknown, current: unknown): boolean =>
    isObject(own) &&
    isObject(current) &&
    Object.keys(own).length === moves.length &&
    Object.keys(current).length === moves.length &&
    moves.every(
      ({ source, target, plan: inner }) =>
        Object.hasOwn(own, source) &&
        Object.hasOwn(current, target) &&
        compare(inner, own[source], current[target]),
    )

  return compare(plan, from.schema, to.schema)
}

/** A member of an object, as it is called on either side. */
interface Move {
  readonly source: string
  readonly target: string
  readonly plan: Plan | undefined
}

/** What is the same wherever it stands, and changes no value or does so once for all. */
const plainKeywords: ReadonlySet<string> = new Set([
  ...['type', 'enum', 'const', 'default', 'format', 'pattern', 'minLength', 'maxLength', 'multipleOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'uniqueItems'],
])

const madeKeywords: ReadonlySet<string> = new Set(['type', 'minItems', 'maxItems'])

/** What says nothing of values. */
const notes: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$defs', 'definitions', '$comment', 'title', 'description', 'examples'],
  ...['deprecated', 'readOnly', 'writeOnly'],
])

type Schema = Readonly<Record<string, unknown>>

type ShapePlan = Plan & { readonly kind: 'shape' }

function listKeywords(schema: Schema): readonly string[] {
  return Object.keys(schema).filter((keyword) => !notes.has(keyword))
}

function compareKeywords(
  own: Schema,
  current: Schema,
  compare: (keyword: string, value: unknown, held: unknown) => boolean,
): boolean {
  const keywords = listKeywords(own)
  return (
    keywords.length === listKeywords(current).length &&
    keywords.every(
      (keyword) => Object.hasOwn(current, keyword) && compare(keyword, own[keyword], current[keyword]),
    )
  )
}

/** The schema that a reference means, where it is that and nothing more; `undefined` where it cannot be told. */
function follow(schema: unknown, place: CompiledSchema): unknown {
  let found = schema
  for (let count = 0; isObject(found) && '$ref' in found; count += 1) {
    const { $ref: reference } = found
    const name = toComponentName(reference)
    if (count > mostReferences || name === undefined || listKeywords(found).length > 1) return undefined
    const isOwn = typeof reference === 'string' && reference.startsWith('#')
    const named = isOwn ? findOwn(place.schema, name) : findOf(place.shared, name)
    // What it refers to as its own stands in another place than ours.
    if (!isOwn && isObject(named) && ('$defs' in named || 'definitions' in named)) return undefined
    found = named
  }
  return found
}

/** References that lead on to others are few, and none of them leads back. */
const mostReferences = 20

function findOwn(root: unknown, name: string): unknown {
  if (!isObject(root)) return undefined
  return findOf(root.$defs, name) ?? findOf(root.definitions, name)
}

function findOf(schemas: unknown, name: string): unknown {
  return isObject(schemas) && Object.hasOwn(schemas, name) ? schemas[name] : undefined
}

/** What a plan does to an object or a list; `null` where it does anything else, `undefined` where it does nothing. */
function toShape(plan: Plan): ShapePlan | null | undefined {
  let found: Plan | undefined = plan
  for (let count = 0; found?.kind === 'named' && count < mostReferences; count += 1) found = found.body
  return found === undefined || found.kind === 'shape' ? found : null
}

function nameEach(properties: unknown): readonly Move[] {
  const names = isObject(properties) ? Object.keys(properties) : []
  return names.map((name) => ({ source: name, target: name, plan: undefined }))
}

/** Where each member comes from; `undefined` where one is more than put elsewhere. */
function readMoves({ fields, dropped, rest }: RecordPlan): readonly Move[] | undefined {
  // Members without a name in the schema have to pass, whatever they are: it is not known what a validator would do
  // to one that is called as one of the other side.
  const isOpen = rest.keepsOthers && rest.patterns.length === 0 && rest.others.length === 0
  if (!isOpen || dropped.length > 0) return undefined
  const moves: Move[] = []
  for (const { name, expression } of fields) {
    const isConverted = expression.kind === 'convert'
    const read = isConverted ? expression.of : expression
    if (read.kind !== 'member' || read.of.kind !== 'input') return undefined
    moves.push({ source: read.key, target: name, plan: isConverted ? expression.plan : undefined })
  }
  const isEachOnce = new Set(moves.map(({ source }) => source)).size === moves.length
  return isEachOnce ? moves : undefined
}

function compareRequired(
  moves: readonly Move[],
  own: ReadonlySet<unknown>,
  current: ReadonlySet<unknown>,
): boolean {
  const known = moves.filter(({ source, target }) => own.has(source) && current.has(target))
  // One that is no property may be a name that the other side has for another.
  return known.length === own.size && known.length === current.size
}

function toSet(names: unknown): ReadonlySet<unknown> {
  return new Set(Array.isArray(names) ? names : [])
}
