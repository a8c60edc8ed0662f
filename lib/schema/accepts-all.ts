import { ARRAY, BOOLEAN, INTEGER, isAnything, NUMBER, OBJECT, type Shape, STRING } from './shape.ts'

/** Says whether a settled shape accepts every value of the types in the mask. */
export function acceptsAll(shape: Shape, mask: number): boolean {
  if (shape.ended !== undefined || (shape.types & mask) !== mask) return false
  const restricting = [...shape.groups, ...shape.negations, ...shape.conditions, ...shape.rest]
  if (restricting.some((item) => (item.mask & mask) !== 0)) return false
  return (
    ((mask & BOOLEAN) === 0 || shape.boolean.values === undefined) &&
    ((mask & NUMBER) === 0 || isFreeNumber(shape, mask)) &&
    ((mask & STRING) === 0 || isFreeString(shape)) &&
    ((mask & ARRAY) === 0 || isFreeArray(shape)) &&
    ((mask & OBJECT) === 0 || isFreeObject(shape))
  )
}

function isFreeNumber({ number }: Shape, mask: number): boolean {
  if (number.values !== undefined || number.minimum !== undefined || number.maximum !== undefined)
    return false
  if (number.formats.length > 0) return false
  return number.multiples.every(({ value }) => (mask & NUMBER) === INTEGER && Number.isInteger(1 / value))
}

function isFreeString({ string }: Shape): boolean {
  return (
    string.values === undefined &&
    string.minLength === undefined &&
    string.maxLength === undefined &&
    string.patterns.length === 0 &&
    string.formats.length === 0
  )
}

function isFreeArray({ array }: Shape): boolean {
  return (
    array.values === undefined &&
    array.prefix.length === 0 &&
    isAnything(array.items) &&
    array.minItems === undefined &&
    array.maxItems === undefined &&
    array.unique === undefined &&
    array.contains.length === 0
  )
}

function isFreeObject({ object }: Shape): boolean {
  return (
    object.values === undefined &&
    object.panels.length === 0 &&
    object.required.size === 0 &&
    object.minProperties === undefined &&
    object.maxProperties === undefined &&
    isAnything(object.names) &&
    object.dependents.length === 0
  )
}
