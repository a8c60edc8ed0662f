import { acceptsAll } from './accepts-all.ts'
import { alterShape } from './alter-shape.ts'
import { freeArray, freeBoolean, freeNumber, freeObject, freeString } from './empty-shape.ts'
import { restrictSaid } from './intersect-shapes.ts'
import {
  ANY,
  ARRAY,
  BOOLEAN,
  type FiniteFacet,
  FRACTION,
  INTEGER,
  NUMBER,
  type Shape,
  STRING,
  TYPE_CLASSES,
  type Values,
  valuesOf,
} from './shape.ts'
import { validateValue } from './validate-value.ts'
import type { Workspace } from './workspace.ts'

/**
 * Where values are listed, they say all: those that the rest of the shape rejects go, and then the rest. It stays
 * where it leaves open what it rejects.
 */
export function settleValues(workspace: Workspace, shape: Shape): Shape {
  let settled = shape
  let listed = 0
  for (const typeClass of TYPE_CLASSES) {
    const values = valuesOf(shape, typeClass)
    if (values === undefined || (shape.types & typeClass) === 0) continue
    const { kept, isOpen } = keepValid(workspace, shape, typeClass, values)
    if (!isOpen) listed |= typeClass
    let types = 0
    for (const { value } of kept.values()) types |= toMask(value, typeClass)
    settled = isOpen ? openFacet(settled, typeClass, kept) : replaceFacet(settled, typeClass, kept)
    settled = alterShape(settled, { types: (settled.types & ~typeClass) | types })
  }
  if (listed === 0) return settled
  const rest = restrictSaid(settled, ANY & ~listed)
  return alterShape(settled, { groups: rest.groups, negations: rest.negations })
}

/** A shape without its lists: what is said beside them. */
export function withoutValues(shape: Shape): Shape {
  const { boolean, number, string, array, object } = shape
  return alterShape(shape, {
    boolean: omitValues(boolean),
    number: omitValues(number),
    string: omitValues(string),
    array: omitValues(array),
    object: omitValues(object),
  })
}

function keepValid(
  workspace: Workspace,
  shape: Shape,
  typeClass: number,
  values: Values,
): { readonly kept: Values; readonly isOpen: boolean } {
  // In most schemas a list of values is all that is said of them.
  const isAll = (shape.types & typeClass) === typeClass && acceptsAll(withoutValues(shape), typeClass)
  if (isAll) return { kept: values, isOpen: false }
  workspace.spend(Math.floor(values.size / 10))
  let isOpen = false
  const kept = [...values].filter(([, { value }]) => {
    const verdict = validateValue(workspace, value, shape)
    isOpen ||= verdict === undefined
    return verdict !== false
  })
  return { kept: new Map(kept), isOpen }
}

function omitValues<Facet extends FiniteFacet>(facet: Facet): Omit<Facet, 'values' | 'isOpen'> {
  const { values, isOpen, ...rest } = facet
  return values === undefined && isOpen === undefined ? facet : rest
}

function toMask(value: unknown, typeClass: number): number {
  if (typeClass !== NUMBER) return typeClass
  return Number.isInteger(value) ? INTEGER : FRACTION
}

function replaceFacet(shape: Shape, typeClass: number, values: Values): Shape {
  switch (typeClass) {
    case BOOLEAN:
      return alterShape(shape, { boolean: values.size === 2 ? freeBoolean : { values } })
    case NUMBER:
      return alterShape(shape, { number: { ...freeNumber, values } })
    case STRING:
      return alterShape(shape, { string: { ...freeString, values } })
    case ARRAY:
      return alterShape(shape, { array: { ...freeArray, values } })
    default:
      return alterShape(shape, { object: { ...freeObject, values } })
  }
}

function openFacet(shape: Shape, typeClass: number, values: Values): Shape {
  const open = { values, isOpen: true } as const
  switch (typeClass) {
    case BOOLEAN:
      return alterShape(shape, { boolean: open })
    case NUMBER:
      return alterShape(shape, { number: { ...shape.number, ...open } })
    case STRING:
      return alterShape(shape, { string: { ...shape.string, ...open } })
    case ARRAY:
      return alterShape(shape, { array: { ...shape.array, ...open } })
    default:
      return alterShape(shape, { object: { ...shape.object, ...open } })
  }
}
