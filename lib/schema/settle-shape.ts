import { validateValue } from './validate-value.ts'
import { restrictShape, toEmptyShape } from './intersect-shapes.ts'
import { membersOf } from './members-of.ts'
import {
  ANY,
  type ArrayFacet,
  ARRAY,
  BOOLEAN,
  type Bound,
  FRACTION,
  INTEGER,
  isNothing,
  NUMBER,
  type NumberFacet,
  OBJECT,
  type ObjectFacet,
  type Shape,
  STRING,
  type StringFacet,
  TYPE_CLASSES,
  type Values,
  valuesOf,
} from './shape.ts'
import type { Workspace } from './workspace.ts'

/**
 * Brings a shape into the one form that shapes of the same meaning share, as far as a look at the shape alone
 * tells: keywords without effect go, contradictions take a type out, listed values that the rest rejects go.
 */
export function settleShape(workspace: Workspace, shape: Shape): Shape {
  if (shape.ended !== undefined) return shape
  let settled = settleValues(workspace, settleFacets(workspace, shape))
  settled = restrictShape({ ...settled, types: ANY }, settled.types)
  return clearUnused(workspace, settled)
}

/** What a branch of a union says of the types in the mask, as a shape that leaves the other types free. */
export function liftBranch(workspace: Workspace, branch: Shape, mask: number): Shape {
  const cleared = clearUnused(workspace, restrictShape(branch, mask))
  return { ...cleared, types: cleared.types | (ANY & ~mask) }
}

function settleFacets(workspace: Workspace, shape: Shape): Shape {
  let { types } = shape
  if (shape.number.multiples.some(({ value }) => Number.isInteger(value))) types &= ~FRACTION
  const number = settleNumber(shape.number, types)
  const string = settleString(shape.string)
  const array = settleArray(workspace, shape.array)
  const object = settleObject(shape.object)
  if (isEmptyNumber(number)) types &= ~NUMBER
  if (isOutOfOrder(string.minLength?.value, string.maxLength?.value)) types &= ~STRING
  if (isOutOfOrder(array.minItems?.value, array.maxItems?.value)) types &= ~ARRAY
  if (isEmptyObject(workspace, object)) types &= ~OBJECT
  return { ...shape, types, number, string, array, object }
}

function settleNumber(number: NumberFacet, types: number): NumberFacet {
  if ((types & NUMBER) !== INTEGER) return number
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
  const { minLength, ...rest } = string
  return minLength === undefined || minLength.value <= 0 ? rest : string
}

function settleArray(workspace: Workspace, array: ArrayFacet): ArrayFacet {
  const { minItems, maxItems, unique, ...rest } = array
  const closedAt = array.prefix.findIndex(isNothing)
  const end = closedAt >= 0 ? closedAt : isNothing(array.items) ? array.prefix.length : undefined
  const limit =
    end !== undefined && end <= (maxItems?.value ?? Infinity) ? { value: end, pointer: '' } : maxItems
  const most = limit?.value ?? Infinity
  const prefix = array.prefix.slice(0, Math.min(array.prefix.length, most))
  while (prefix.length > 0 && prefix.at(-1) === array.items) prefix.pop()
  return {
    ...rest,
    prefix,
    items: most <= prefix.length ? workspace.anything : array.items,
    ...(minItems !== undefined && minItems.value > 0 ? { minItems } : {}),
    ...(limit && { maxItems: limit.pointer === '' ? { ...limit, pointer: maxItems?.pointer ?? '' } : limit }),
    ...(unique !== undefined && most > 1 ? { unique } : {}),
    contains: array.contains.filter(({ min, max }) => min > 0 || max !== undefined),
  }
}

function settleObject(object: ObjectFacet): ObjectFacet {
  const required =
    object.hidden.size === 0
      ? object.required
      : new Map([...object.required].filter(([name]) => !object.hidden.has(name)))
  const { minProperties, ...rest } = object
  const isImplied = minProperties === undefined || minProperties.value <= required.size
  return { ...rest, required, ...(isImplied ? {} : { minProperties }) }
}

function isEmptyNumber({ minimum, maximum }: NumberFacet): boolean {
  if (minimum === undefined || maximum === undefined) return false
  if (minimum.value === maximum.value) return minimum.exclusive || maximum.exclusive
  return minimum.value > maximum.value
}

function isEmptyObject(workspace: Workspace, object: ObjectFacet): boolean {
  const { required, minProperties, maxProperties } = object
  if (isOutOfOrder(Math.max(required.size, minProperties?.value ?? 0), maxProperties?.value)) return true
  if (required.size === 0 && minProperties === undefined) return false
  const members = membersOf(workspace, object)
  for (const name of required.keys()) if (isNothing(members.at(name))) return true
  if (!isNothing(members.additional) || members.patterns.size > 0) return false
  return isOutOfOrder(minProperties?.value, members.declared.size)
}

function isOutOfOrder(low: number | undefined, high: number | undefined): boolean {
  return low !== undefined && high !== undefined && low > high
}

/** Where values are listed, they say all: those that the rest of the shape rejects go, and then the rest. */
function settleValues(workspace: Workspace, shape: Shape): Shape {
  let settled = shape
  for (const typeClass of TYPE_CLASSES) {
    const values = valuesOf(shape, typeClass)
    if (values === undefined || (shape.types & typeClass) === 0) continue
    const kept: Values = new Map(
      [...values].filter(([, { value }]) => validateValue(workspace, value, shape) !== false),
    )
    settled = replaceFacet(workspace, settled, typeClass, kept)
    const types = [...kept.values()].reduce((mask, { value }) => mask | toMask(value, typeClass), 0)
    settled = { ...settled, types: (settled.types & ~typeClass) | types }
    settled = {
      ...settled,
      groups: settled.groups.map((group) => ({ ...group, mask: group.mask & ~typeClass })),
      negations: settled.negations.map((item) => ({ ...item, mask: item.mask & ~typeClass })),
    }
  }
  return {
    ...settled,
    groups: settled.groups.filter(({ mask }) => mask !== 0),
    negations: settled.negations.filter(({ mask }) => mask !== 0),
  }
}

function toMask(value: unknown, typeClass: number): number {
  if (typeClass !== NUMBER) return typeClass
  return Number.isInteger(value) ? INTEGER : FRACTION
}

function replaceFacet(workspace: Workspace, shape: Shape, typeClass: number, values: Values): Shape {
  const empty = toEmptyShape(workspace, '')
  switch (typeClass) {
    case BOOLEAN:
      return { ...shape, boolean: values.size === 2 ? {} : { values } }
    case NUMBER:
      return { ...shape, number: { ...empty.number, values } }
    case STRING:
      return { ...shape, string: { ...empty.string, values } }
    case ARRAY:
      return { ...shape, array: { ...empty.array, values } }
    default:
      return { ...shape, object: { ...empty.object, values } }
  }
}

/** What is said of types that are not accepted is not said at all. */
function clearUnused(workspace: Workspace, shape: Shape): Shape {
  const empty = toEmptyShape(workspace, '')
  const { types } = shape
  return {
    ...shape,
    boolean: types & BOOLEAN ? shape.boolean : empty.boolean,
    number: types & NUMBER ? shape.number : empty.number,
    string: types & STRING ? shape.string : empty.string,
    array: types & ARRAY ? shape.array : empty.array,
    object: types & OBJECT ? shape.object : empty.object,
  }
}
