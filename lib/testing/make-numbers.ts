import fc from 'fast-check'
import type { Keywords } from './flatten-schemas.ts'
import { sieve } from './sieve.ts'
import { type Source, toConstants, unite } from './source.ts'

/** Numbers that JSON can say and that fit some schemas; `undefined` where there are none. */
export function makeNumbers(parts: readonly Keywords[], isInteger: boolean): Source | undefined {
  const range = readRange(parts)
  const steps = readNumbers(parts, 'multipleOf').filter((step) => step > 0)
  const isWhole = isInteger || parts.some(({ format }) => format === 'int32' || format === 'int64')
  const fits = (value: unknown): boolean =>
    typeof value === 'number' &&
    isInRange(range, value) &&
    (!isWhole || Number.isInteger(value)) &&
    steps.every((step) => Number.isInteger(value / step))
  if (range.least > range.most) return undefined
  const bounds = toConstants(
    [range.least, range.most].filter((bound) => Number.isFinite(bound) && fits(bound)),
  )
  const grid = toGrid(isWhole ? [1, ...steps] : steps)
  const main =
    isWhole || steps.length > 0
      ? makeMultiples(range, grid)
      : unite([makeMultiples(range, grid), makeMultiples(range, toGrid([0.01])), makeReals(range)])
  return unite([sieve(main, fits), bounds], (index) => (index === 0 ? 7 : 1))
}

interface Range {
  readonly least: number
  readonly most: number
  readonly isLeastOut: boolean
  readonly isMostOut: boolean
}

/** The numbers `n * factor / scale` for whole `n`: decimal fractions come out as they are written. */
interface Grid {
  readonly factor: number
  readonly scale: number
}

/** How far from zero, or from its only bound, a number goes where nothing holds it. */
const reach = 2 ** 31

function makeMultiples(range: Range, { factor, scale }: Grid): Source | undefined {
  // Beyond, products are no longer exact.
  const limit = Math.floor(Number.MAX_SAFE_INTEGER / factor)
  const clamp = (count: number): number => Math.max(-limit, Math.min(limit, count))
  const first = clamp(Math.ceil((range.least / factor) * scale))
  const last = clamp(Math.floor((range.most / factor) * scale))
  if (first > last) return undefined
  const min = Number.isFinite(range.least) ? first : Math.max(first, Math.min(-reach, last - reach))
  const max = Number.isFinite(range.most) ? last : Math.min(last, Math.max(reach, first + reach))
  const toValue = (count: number): number => toPlain((count * factor) / scale)
  const ends = [
    ...(Number.isFinite(range.least) ? [first] : []),
    ...(Number.isFinite(range.most) ? [last] : []),
  ]
  return unite(
    [{ arbitrary: fc.integer({ min, max }).map(toValue), size: 1 }, toConstants(ends.map(toValue))],
    (index) => (index === 0 ? 9 : 1),
  )
}

function makeReals({ least, most, isLeastOut, isMostOut }: Range): Source | undefined {
  const min = Math.max(least, -Number.MAX_VALUE)
  const max = Math.min(most, Number.MAX_VALUE)
  if (min === max)
    return isLeastOut || isMostOut ? undefined : { arbitrary: fc.constant(toPlain(min)), size: 1 }
  const arbitrary = fc.double({ min, max, noNaN: true, noDefaultInfinity: true })
  return { arbitrary: arbitrary.map(toPlain), size: 1 }
}

/** JSON knows one zero. */
function toPlain(value: number): number {
  return value === 0 ? 0 : value
}

function readRange(parts: readonly Keywords[]): Range {
  const isInt32 = parts.some(({ format }) => format === 'int32')
  const lows = [...readNumbers(parts, 'minimum'), isInt32 ? -(2 ** 31) : -Infinity]
  const highs = [...readNumbers(parts, 'maximum'), isInt32 ? 2 ** 31 - 1 : Infinity]
  const outerLow = Math.max(-Infinity, ...readNumbers(parts, 'exclusiveMinimum'))
  const outerHigh = Math.min(Infinity, ...readNumbers(parts, 'exclusiveMaximum'))
  const low = Math.max(...lows)
  const high = Math.min(...highs)
  return {
    least: Math.max(low, outerLow),
    most: Math.min(high, outerHigh),
    isLeastOut: Number.isFinite(outerLow) && outerLow >= low,
    isMostOut: Number.isFinite(outerHigh) && outerHigh <= high,
  }
}

function isInRange({ least, most, isLeastOut, isMostOut }: Range, value: number): boolean {
  return (isLeastOut ? value > least : value >= least) && (isMostOut ? value < most : value <= most)
}

function readNumbers(parts: readonly Keywords[], keyword: string): number[] {
  return parts.flatMap((part) => (typeof part[keyword] === 'number' ? [part[keyword]] : []))
}

/** The numbers that are multiples of all the steps. Where that is past exactness, of the last: others are sieved. */
function toGrid(steps: readonly number[]): Grid {
  const scale = 10 ** Math.max(0, ...steps.map(countDecimals))
  const whole = steps.map((step) => Math.round(step * scale))
  const factor = whole.reduce((a, b) => (a / divideOut(a, b)) * b, 1)
  if (Number.isSafeInteger(factor) && Number.isFinite(scale)) return { factor, scale }
  return { factor: steps.at(-1) ?? 1, scale: 1 }
}

function countDecimals(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e')
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent))
}

/** The greatest common divisor. */
function divideOut(a: number, b: number): number {
  return b === 0 ? a : divideOut(b, a % b)
}
