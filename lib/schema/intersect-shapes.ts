import { alterShape } from './alter-shape.ts'
import { freeArray, freeBoolean, freeNumber, freeObject, freeString } from './empty-shape.ts'
import {
  ANY,
  type ArrayFacet,
  type Bound,
  type FiniteFacet,
  type NumberFacet,
  type ObjectFacet,
  type Place,
  type Shape,
  type Stated,
  type StringFacet,
  type Values,
} from './shape.ts'
import { joinNotes } from './unite-promises.ts'

/** What the facets need of the workspace. */
interface Joiner {
  join(...places: readonly Place[]): Place
}

/** The shape of the values that both shapes accept; to be settled afterwards. */
export function intersectShapes(joiner: Joiner, a: Shape, b: Shape): Shape {
  const ended = a.ended ?? b.ended
  return {
    types: a.types & b.types,
    boolean: joinBooleans(a.boolean, b.boolean),
    number: joinNumbers(a.number, b.number),
    string: joinStrings(a.string, b.string),
    array: joinArrays(joiner, a.array, b.array),
    object: joinObjects(joiner, a.object, b.object),
    groups: joinLists(a.groups, b.groups),
    negations: joinLists(a.negations, b.negations),
    conditions: joinLists(a.conditions, b.conditions),
    rest: joinLists(a.rest, b.rest),
    notes: joinNotes(a.notes, b.notes),
    pointer: a.pointer,
    ended,
  }
}

/** The same of many shapes: in pairs and not one by one, as their lists grow with each step. */
export function intersectAll(joiner: Joiner, first: Shape, others: readonly Shape[]): Shape {
  let shapes: readonly Shape[] = [first, ...others]
  while (shapes.length > 1) {
    const joined: Shape[] = []
    for (let index = 0; index < shapes.length; index += 2) {
      const [a, b] = shapes.slice(index, index + 2)
      if (a !== undefined) joined.push(b === undefined ? a : intersectShapes(joiner, a, b))
    }
    shapes = joined
  }
  return shapes[0] ?? first
}

/** The shape, for the types of a mask alone. */
export function restrictShape(shape: Shape, mask: number): Shape {
  return (shape.types & ~mask) === 0
    ? shape
    : restrictSaid(alterShape(shape, { types: shape.types & mask }), mask)
}

/** The shape, without what it says of types that are not in a mask. */
export function restrictSaid(shape: Shape, mask: number): Shape {
  return alterShape(shape, {
    groups: restrictList(shape.groups, mask),
    negations: restrictList(shape.negations, mask),
    conditions: restrictList(shape.conditions, mask),
    rest: restrictList(shape.rest, mask),
  })
}

/** Makes a shape accept null, whatever it says about the other types. */
export function acceptNull(shape: Shape): Shape {
  const free = restrictShape(alterShape(shape, { types: ANY }), ANY & ~1)
  return alterShape(free, { types: shape.types | 1 })
}

function restrictList<T extends { readonly mask: number }>(list: readonly T[], mask: number): readonly T[] {
  if (list.length === 0) return list
  return list.flatMap((item) => {
    const rest = item.mask & mask
    if (rest === 0) return []
    return rest === item.mask ? [item] : [{ ...item, mask: rest }]
  })
}

function joinValues<F extends FiniteFacet>(a: F, b: F): { values?: Values } {
  if (a.values === undefined) return b.values === undefined ? {} : { values: b.values }
  const other = b.values
  if (other === undefined) return { values: a.values }
  return { values: new Map([...a.values].filter(([text]) => other.has(text))) }
}

function joinBooleans(a: FiniteFacet, b: FiniteFacet): FiniteFacet {
  if (b === freeBoolean || a === b) return a
  return a === freeBoolean ? b : joinValues(a, b)
}

function joinNumbers(a: NumberFacet, b: NumberFacet): NumberFacet {
  if (b === freeNumber || a === b) return a
  if (a === freeNumber) return b
  const minimum = pick(a.minimum, b.minimum, isStricterMinimum)
  const maximum = pick(a.maximum, b.maximum, isStricterMaximum)
  return {
    ...joinValues(a, b),
    ...(minimum && { minimum }),
    ...(maximum && { maximum }),
    multiples: joinStated(a.multiples, b.multiples),
    formats: joinStated(a.formats, b.formats),
  }
}

function joinStrings(a: StringFacet, b: StringFacet): StringFacet {
  if (b === freeString || a === b) return a
  if (a === freeString) return b
  const minLength = pick(a.minLength, b.minLength, isHigher)
  const maxLength = pick(a.maxLength, b.maxLength, isLower)
  return {
    ...joinValues(a, b),
    ...(minLength && { minLength }),
    ...(maxLength && { maxLength }),
    patterns: joinStated(a.patterns, b.patterns),
    formats: joinStated(a.formats, b.formats),
  }
}

function joinArrays(joiner: Joiner, a: ArrayFacet, b: ArrayFacet): ArrayFacet {
  if (b === freeArray || a === b) return a
  if (a === freeArray) return b
  const minItems = pick(a.minItems, b.minItems, isHigher)
  const maxItems = pick(a.maxItems, b.maxItems, isLower)
  const unique = a.unique ?? b.unique
  const length = Math.max(a.prefix.length, b.prefix.length)
  const prefix = Array.from({ length }, (_, index) =>
    joiner.join(a.prefix[index] ?? a.items, b.prefix[index] ?? b.items),
  )
  return {
    ...joinValues(a, b),
    prefix,
    items: joiner.join(a.items, b.items),
    ...(minItems && { minItems }),
    ...(maxItems && { maxItems }),
    ...(unique && { unique }),
    contains: joinLists(a.contains, b.contains),
  }
}

function joinObjects(joiner: Joiner, a: ObjectFacet, b: ObjectFacet): ObjectFacet {
  if (b === freeObject || a === b) return a
  if (a === freeObject) return b
  const minProperties = pick(a.minProperties, b.minProperties, isHigher)
  const maxProperties = pick(a.maxProperties, b.maxProperties, isLower)
  return {
    ...joinValues(a, b),
    panels: joinLists(a.panels, b.panels),
    required: joinMaps(a.required, b.required),
    hidden: joinMaps(a.hidden, b.hidden),
    ...(minProperties && { minProperties }),
    ...(maxProperties && { maxProperties }),
    names: joiner.join(a.names, b.names),
    dependents: joinLists(a.dependents, b.dependents),
  }
}

function joinLists<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  if (b.length === 0) return a
  if (a.length === 0) return b
  return [...new Set([...a, ...b])]
}

function joinMaps<V>(a: ReadonlyMap<string, V>, b: ReadonlyMap<string, V>): ReadonlyMap<string, V> {
  if (b.size === 0) return a
  if (a.size === 0) return b
  return new Map([...b, ...a])
}

function joinStated<T>(a: readonly Stated<T>[], b: readonly Stated<T>[]): readonly Stated<T>[] {
  if (b.length === 0) return a
  const known = new Set(a.map(({ value }) => value))
  const extra = b.filter(({ value }) => !known.has(value))
  return extra.length === 0 ? a : [...a, ...extra]
}

function pick<T>(a: T | undefined, b: T | undefined, isStricter: (a: T, b: T) => boolean): T | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return isStricter(b, a) ? b : a
}

const isHigher = (a: Stated<number>, b: Stated<number>): boolean => a.value > b.value
const isLower = (a: Stated<number>, b: Stated<number>): boolean => a.value < b.value
const isStricterMinimum = (a: Bound, b: Bound): boolean =>
  a.value > b.value || (a.value === b.value && a.exclusive && !b.exclusive)
const isStricterMaximum = (a: Bound, b: Bound): boolean =>
  a.value < b.value || (a.value === b.value && a.exclusive && !b.exclusive)
