import { type CommonMultiple, isOfMultiples, times, toCommonMultiple, toNumber } from './multiples.ts'
import { INTEGER, NUMBER, type NumberFacet, type Shape } from './shape.ts'

/** More numbers than this are not looked at one by one. */
const enumerable = 64
/** Quotients are less than one off up to here. */
const maximalQuotient = 2 ** 50

/** Lists the numbers that the bounds and multiples of a shape let pass, where these are few. */
export function listNumbers(shape: Shape): readonly number[] | undefined {
  const { minimum, maximum } = shape.number
  if (minimum === undefined || maximum === undefined) return undefined
  const common = commonMultipleOf(shape)
  const isAccepted = (value: number): boolean =>
    isBetween(shape.number, value) && (common === undefined || isOfMultiples(value, common))
  if (minimum.value === maximum.value) return [minimum.value].filter(isAccepted)
  if (common === undefined) return undefined
  const step = toNumber(common)
  const [first, last] = [Math.floor(minimum.value / step), Math.ceil(maximum.value / step)]
  if (last - first > enumerable || Math.max(Math.abs(first), Math.abs(last)) > maximalQuotient)
    return undefined
  // Binary fractions may be off by one in either direction.
  const products = Array.from({ length: last - first + 3 }, (_, index) => times(common, first - 1 + index))
  return products.filter(isAccepted)
}

/** What all numbers of a shape are multiples of. */
export function commonMultipleOf({ types, number }: Shape): CommonMultiple | undefined {
  const areIntegers = (types & NUMBER) === INTEGER
  return toCommonMultiple([...(areIntegers ? [1] : []), ...number.multiples.map(({ value }) => value)])
}

function isBetween({ minimum, maximum }: NumberFacet, value: number): boolean {
  if (minimum && (value < minimum.value || (minimum.exclusive && value === minimum.value))) return false
  return !maximum || !(value > maximum.value || (maximum.exclusive && value === maximum.value))
}
