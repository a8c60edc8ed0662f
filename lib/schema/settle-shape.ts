import { alterShape } from './alter-shape.ts'
import { anything, freeArray, freeBoolean, freeNumber, freeObject, freeString } from './empty-shape.ts'
import { letRequiredPass } from './declare-together.ts'
import { hashSchema } from './hash-schema.ts'
import { restrictSaid, restrictShape } from './intersect-shapes.ts'
import { countTrials, membersOf } from './members-of.ts'
import {
  ANY,
  type ArrayFacet,
  ARRAY,
  BOOLEAN,
  type Bound,
  FRACTION,
  type Group,
  INTEGER,
  isNothing,
  pointerOf,
  NUMBER,
  type NumberFacet,
  OBJECT,
  type ObjectFacet,
  type Part,
  type Place,
  type Shape,
  STRING,
  type StringFacet,
} from './shape.ts'
import { settleValues } from './settle-values.ts'
import type { Workspace } from './workspace.ts'

/**
 * Brings a shape into the one form that shapes of the same meaning share, as far as a look at the shape alone
 * tells: keywords without effect go, contradictions take a type out, listed values that the rest rejects go.
 */
export function settleShape(workspace: Workspace, shape: Shape): Shape {
  if (shape.ended !== undefined) return shape
  workspace.spend(toCost(shape))
  if (countTrials(shape.object) > maximalTrials) return alterShape(shape, { ended: 'too many steps' })
  const settled = settleValues(workspace, settleFacets(workspace, shape))
  return withoutRepeated(clearUnused(restrictSaid(settled, settled.types)))
}

/** A union that is stated again, word for word, says nothing more, in whichever order its branches stand. */
function withoutRepeated(shape: Shape): Shape {
  if (shape.groups.length < 2) return shape
  const sides: Part['side'][] = []
  const toKey = ({ id, parts: [one, ...others] }: Place): string => {
    if (one === undefined || others.length > 0) return `#${String(id)}`
    if (!sides.includes(one.side)) sides.push(one.side)
    return `${String(sides.indexOf(one.side))} ${String(hashSchema(one.schema, one.side.hashes))}`
  }
  const groups: Group[] = []
  const known = new Map<string, number>()
  for (const group of shape.groups) {
    const text = `${String(group.exclusive)}\n${group.branches.map(toKey).sort().join('\n')}`
    const index = known.get(text) ?? groups.length
    const held = groups[index]
    known.set(text, index)
    if (held === undefined) groups.push(group)
    else if ((group.mask & ~held.mask) !== 0) groups[index] = { ...held, mask: held.mask | group.mask }
  }
  return groups.length === shape.groups.length ? shape : alterShape(shape, { groups })
}

/** Names and patterns that are held against each other are no more than this in any schema that somebody wrote. */
const maximalTrials = 1_000_000

/** About how many steps it takes to settle a shape, by the lists that are gone through. */
function toCost({ groups, negations, conditions, object, array }: Shape): number {
  const listed =
    groups.length + negations.length + conditions.length + object.dependents.length + array.prefix.length
  return 1 + Math.floor((listed + object.required.size) / 10)
}

/** What a branch of a union says of the types in the mask, as a shape that leaves the other types free. */
export function liftBranch(workspace: Workspace, branch: Shape, mask: number): Shape {
  const cleared = clearUnused(restrictShape(branch, mask))
  return alterShape(cleared, { types: cleared.types | (ANY & ~mask) })
}

function settleFacets(workspace: Workspace, shape: Shape): Shape {
  let { types } = shape
  if (shape.number.multiples.some(({ value }) => Number.isInteger(value))) types &= ~FRACTION
  const number = settleNumber(shape.number, types)
  const string = settleString(shape.string)
  const array = settleArray(shape.array)
  const object = settleObject(shape.object)
  if (isEmptyNumber(number)) types &= ~NUMBER
  types &= typesOfOne(number)
  if (isOutOfOrder(string.minLength?.value, string.maxLength?.value)) types &= ~STRING
  if (isOutOfOrder(array.minItems?.value, array.maxItems?.value)) types &= ~ARRAY
  if (isEmptyObject(workspace, object)) types &= ~OBJECT
  const isSettled =
    types === shape.types &&
    number === shape.number &&
    string === shape.string &&
    array === shape.array &&
    object === shape.object
  return isSettled ? shape : alterShape(shape, { types, number, string, array, object })
}

function settleNumber(number: NumberFacet, types: number): NumberFacet {
  if (number === freeNumber || (types & NUMBER) !== INTEGER) return number
  if (number.minimum === undefined && number.maximum === undefined && number.multiples.length === 0)
    return number
  // Among integers every bound is an inclusive integer, and every unit fraction divides.
  const { minimum, maximum, ...rest } = number
  const lowest = minimum && toInclusive(minimum, Math.ceil(minimum.value), 1)
  const highest = maximum && toInclusive(maximum, Math.floor(maximum.value), -1)
  return {
    ...rest,
    ...(lowest && { minimum: lowest }),
    ...(highest && { maximum: highest }),
    multiples: number.multiples.filter(({ value }) => !Number.isInteger(1 / value)),
  }
}

function toInclusive(bound: Bound, rounded: number, step: number): Bound {
  const value = bound.exclusive && rounded === bound.value ? rounded + step : rounded
  return { value, exclusive: false, pointer: bound.pointer }
}

function settleString(string: StringFacet): StringFacet {
  if (string.minLength === undefined) return string
  const { minLength, ...rest } = string
  return minLength.value <= 0 ? rest : string
}

function settleArray(array: ArrayFacet): ArrayFacet {
  if (array === freeArray || isPlainArray(array)) return array
  const { minItems, maxItems, unique, ...rest } = array
  const closedAt = array.prefix.findIndex(isNothing)
  const end = closedAt >= 0 ? closedAt : isNothing(array.items) ? array.prefix.length : undefined
  const limit =
    end !== undefined && end <= (maxItems?.value ?? Infinity)
      ? { value: end, pointer: maxItems?.pointer ?? pointerOf(array.prefix[end] ?? array.items) ?? '' }
      : maxItems
  const most = limit?.value ?? Infinity
  const prefix = array.prefix.slice(0, Math.min(array.prefix.length, most))
  while (prefix.length > 0 && prefix.at(-1)?.id === array.items.id) prefix.pop()
  return {
    ...rest,
    prefix,
    items: most <= prefix.length ? anything : array.items,
    ...(minItems !== undefined && minItems.value > 0 ? { minItems } : {}),
    ...(limit && { maxItems: limit }),
    ...(unique !== undefined && most > 1 ? { unique } : {}),
    contains: array.contains.filter(({ min, max }) => min > 0 || max !== undefined),
  }
}

/** Items of one schema, and nothing that could be told more shortly. */
function isPlainArray({ prefix, items, minItems, maxItems, unique, contains }: ArrayFacet): boolean {
  return (
    prefix.length + contains.length === 0 &&
    !isNothing(items) &&
    minItems === undefined &&
    maxItems === undefined &&
    unique === undefined
  )
}

function settleObject(object: ObjectFacet): ObjectFacet {
  if (object === freeObject) return object
  const required =
    object.hidden.size === 0
      ? object.required
      : new Map([...object.required].filter(([name]) => !object.hidden.has(name)))
  const { minProperties, ...rest } = object
  // What is not changed stays the same object, by which more is known of it.
  if (required === object.required && minProperties === undefined) return object
  const isImplied = minProperties === undefined || minProperties.value <= required.size
  return { ...rest, required, ...(isImplied ? {} : { minProperties }) }
}

function isEmptyNumber({ minimum, maximum }: NumberFacet): boolean {
  if (minimum === undefined || maximum === undefined) return false
  if (minimum.value === maximum.value) return minimum.exclusive || maximum.exclusive
  return minimum.value > maximum.value
}

/** A range of one number is of one type, whatever the schema says. */
function typesOfOne({ minimum, maximum }: NumberFacet): number {
  if (minimum === undefined || minimum.value !== maximum?.value) return ANY
  return Number.isInteger(minimum.value) ? ANY & ~FRACTION : ANY & ~INTEGER
}

function isEmptyObject(workspace: Workspace, object: ObjectFacet): boolean {
  const { required, minProperties, maxProperties } = object
  if (isOutOfOrder(Math.max(required.size, minProperties?.value ?? 0), maxProperties?.value)) return true
  if (required.size === 0 && minProperties === undefined) return false
  const members = membersOf(workspace, letRequiredPass(workspace, object))
  for (const name of required.keys()) if (isNothing(members.at(name))) return true
  if (!isNothing(members.additional) || members.patterns.size > 0) return false
  return isOutOfOrder(minProperties?.value, members.declared.size)
}

function isOutOfOrder(low: number | undefined, high: number | undefined): boolean {
  return low !== undefined && high !== undefined && low > high
}

/** What is said of types that are not accepted is not said at all. */
function clearUnused(shape: Shape): Shape {
  const { types } = shape
  if (types === ANY) return shape
  return alterShape(shape, {
    boolean: types & BOOLEAN ? shape.boolean : freeBoolean,
    number: types & NUMBER ? shape.number : freeNumber,
    string: types & STRING ? shape.string : freeString,
    array: types & ARRAY ? shape.array : freeArray,
    object: types & OBJECT ? shape.object : freeObject,
  })
}
