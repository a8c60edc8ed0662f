import { alterShape } from './alter-shape.ts'
import { freeArray, freeNumber, freeObject, freeString, toEmptyShape } from './empty-shape.ts'
import { createHashes } from './hash-schema.ts'
import { restrictShape } from './intersect-shapes.ts'
import { negate } from './read-negation.ts'
import {
  ARRAY,
  type ArrayFacet,
  type Bound,
  isAnything,
  NUMBER,
  type NumberFacet,
  OBJECT,
  type ObjectFacet,
  type Panel,
  type Part,
  type Place,
  type Shape,
  type Stated,
  STRING,
  type StringFacet,
  type Side,
  TYPE_CLASSES,
  valuesOf,
} from './shape.ts'
import type { Workspace } from './workspace.ts'

const nowhere: Side = {
  dialect: 'openapi-3.1',
  enter: (located) => ({ ...located, side: nowhere }),
  resolve: () => undefined,
  hashes: createHashes(),
  negations: new WeakMap(),
}

/** The schema that accepts nothing, in no document. */
const never: Part = { schema: false, pointer: '', side: nowhere }

/**
 * Shapes that together hold every value of some types that a place does not accept: one for each thing that the place
 * asks for, and one that excludes the place for all that is not told more closely.
 */
export function listOutside(workspace: Workspace, place: Place, types: number): readonly Shape[] {
  const { pieces, remainder } = takeApart(workspace, place, types)
  return remainder === undefined ? pieces : [...pieces, remainder]
}

/** The same; `undefined` where some of it is not told more closely. */
export function listPieces(workspace: Workspace, place: Place, types: number): readonly Shape[] | undefined {
  const { pieces, remainder } = takeApart(workspace, place, types)
  return remainder === undefined ? pieces : undefined
}

interface Outside {
  readonly pieces: readonly Shape[]
  readonly remainder?: Shape
}

function takeApart(workspace: Workspace, place: Place, types: number): Outside {
  const shape = restrictShape(workspace.shapeOf(place), types)
  const { groups, negations, conditions, rest } = shape
  const isOpen = shape.ended !== undefined || rest.length > 0 || groups.some(({ exclusive }) => exclusive)
  if (isOpen || hasValues(shape)) return { pieces: [], remainder: exclude(types, [place]) }
  const { lacking, left } = listLacking(shape)
  const rejected = types & ~shape.types
  return {
    pieces: [
      ...(rejected === 0 ? [] : [ofTypes(rejected)]),
      ...lacking.map((facet) => alterShape(ofTypes(shape.types), facet)),
      ...groups.map(({ mask, branches }) => exclude(mask, branches)),
      ...negations.map((negation) => restrictShape(workspace.shapeOf(negation.place), negation.mask)),
      ...conditions.flatMap(({ mask, test, then, otherwise }) => {
        const passing = restrictShape(workspace.shapeOf(test), mask)
        const failing = [...passing.negations, ...exclude(mask, [then]).negations]
        return [alterShape(passing, { negations: failing }), exclude(mask, [test, otherwise])]
      }),
    ],
    ...(left && { remainder: alterShape(exclude(shape.types, [place]), left) }),
  }
}

function ofTypes(types: number): Shape {
  return alterShape(toEmptyShape(''), { types })
}

/** What none of some places accepts. */
function exclude(types: number, places: readonly Place[]): Shape {
  return alterShape(ofTypes(types), {
    negations: places.map((place) => ({ mask: types, place, pointer: '' })),
  })
}

function hasValues(shape: Shape): boolean {
  return TYPE_CLASSES.some(
    (typeClass) => (shape.types & typeClass) !== 0 && valuesOf(shape, typeClass) !== undefined,
  )
}

/** What lacks one of the things that a facet asks for; and what has all of these, where the facet asks for more. */
interface Lacking<Facet> {
  readonly lacking: readonly Facet[]
  readonly left?: Facet
}

function listLacking(shape: Shape): Lacking<Partial<Shape>> {
  switch (shape.types) {
    case ARRAY:
      return ofFacet(arraysOutside(shape.array), (array) => ({ array: { ...freeArray, ...array } }))
    case OBJECT:
      return ofFacet(objectsOutside(shape.object), (object) => ({ object: { ...freeObject, ...object } }))
    case STRING:
      return ofFacet(stringsOutside(shape.string), (string) => ({ string: { ...freeString, ...string } }))
    default:
      return (shape.types & NUMBER) === 0
        ? { lacking: [] }
        : ofFacet(numbersOutside(shape.number), (number) => ({ number: { ...freeNumber, ...number } }))
  }
}

function ofFacet<Facet>(
  { lacking, left }: Lacking<Facet>,
  toShape: (facet: Facet) => Partial<Shape>,
): Lacking<Partial<Shape>> {
  return { lacking: lacking.map(toShape), ...(left && { left: toShape(left) }) }
}

function numbersOutside(number: NumberFacet): Lacking<Partial<NumberFacet>> {
  const { minimum, maximum, multiples, formats } = number
  const turned = (bound: Bound): Bound => ({ ...bound, exclusive: !bound.exclusive })
  return {
    lacking: [
      ...(minimum === undefined ? [] : [{ maximum: turned(minimum) }]),
      ...(maximum === undefined ? [] : [{ minimum: turned(maximum) }]),
    ],
    ...(multiples.length + formats.length > 0 && {
      left: { ...(minimum && { minimum }), ...(maximum && { maximum }) },
    }),
  }
}

function stringsOutside(string: StringFacet): Lacking<Partial<StringFacet>> {
  const { minLength, maxLength, patterns, formats } = string
  return {
    lacking: [
      ...below(minLength).map((value) => ({ maxLength: value })),
      ...above(maxLength).map((value) => ({ minLength: value })),
    ],
    ...(patterns.length + formats.length > 0 && {
      left: { ...(minLength && { minLength }), ...(maxLength && { maxLength }) },
    }),
  }
}

function arraysOutside(array: ArrayFacet): Lacking<Partial<ArrayFacet>> {
  const { minItems, maxItems, prefix, items, contains, unique } = array
  const isAnyItem = prefix.length + contains.length === 0 && isAnything(items) && unique === undefined
  return {
    lacking: [
      ...below(minItems).map((value) => ({ maxItems: value })),
      ...above(maxItems).map((value) => ({ minItems: value })),
    ],
    ...(!isAnyItem && { left: { ...(minItems && { minItems }), ...(maxItems && { maxItems }) } }),
  }
}

function objectsOutside(object: ObjectFacet): Lacking<Partial<ObjectFacet>> {
  const { panels, required, hidden, names, dependents } = object
  const isPlain =
    panels.every(({ patterns, additional }) => patterns.length === 0 && additional === undefined) &&
    hidden.size === 0 &&
    isAnything(names) &&
    dependents.every(({ place }) => place === undefined)
  return {
    lacking: [
      ...[...required.keys()].filter((name) => !hidden.has(name)).map(withoutProperty),
      ...panels.flatMap(({ properties }) =>
        [...properties]
          .filter(([name]) => !hidden.has(name))
          .map(([name, part]) => withProperty(name, holding(name, negate(part)))),
      ),
      ...below(object.minProperties).map((maxProperties) => ({ maxProperties })),
      ...above(object.maxProperties).map((minProperties) => ({ minProperties })),
      ...dependents.flatMap(({ name, needs }) =>
        needs.map((need) => withProperty(name, holding(need, never))),
      ),
    ],
    ...(!isPlain && { left: { required } }),
  }
}

/** Objects without a property. */
export function withoutProperty(name: string): Pick<ObjectFacet, 'panels'> {
  return { panels: [holding(name, never)] }
}

function withProperty(name: string, panel: Panel): Pick<ObjectFacet, 'panels' | 'required'> {
  return { required: new Map([[name, '']]), panels: [panel] }
}

function holding(name: string, part: Part): Panel {
  return {
    properties: new Map([[name, part]]),
    patterns: [],
    additional: undefined,
    pointer: '',
    isCase: true,
  }
}

function below(least: Stated<number> | undefined): readonly Stated<number>[] {
  return least === undefined || least.value <= 0 ? [] : [{ ...least, value: Math.ceil(least.value) - 1 }]
}

function above(most: Stated<number> | undefined): readonly Stated<number>[] {
  return most === undefined ? [] : [{ ...most, value: Math.floor(most.value) + 1 }]
}
