/** A number as it is written: binary fractions would make 0.3 no multiple of 0.1. */
interface Decimal {
  readonly digits: bigint
  /** The power of ten that the digits count. */
  readonly exponent: number
}

/** The least number that is a multiple of all divisors; it may be larger than any number of JavaScript. */
export type CommonMultiple = Decimal

/** Says whether a number is an exact multiple of another one. */
export function isMultiple(value: number, divisor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return value % divisor === 0
  return isCommonMultipleOf(toDecimal(value), divisor)
}

/** The least common multiple of some positive numbers; `undefined` of none. */
export function toCommonMultiple(divisors: readonly number[]): CommonMultiple | undefined {
  const [first, ...others] = divisors.map(toDecimal)
  return first && others.reduce(join, first)
}

/** Says whether what is a multiple of all the divisors is one of another number, too. */
export function isCommonMultipleOf(multiple: CommonMultiple, divisor: number): boolean {
  const [a, b] = align(multiple, toDecimal(divisor))
  return a % b === 0n
}

/** Says whether a number is one of the multiples of all the divisors. */
export function isOfMultiples(value: number, multiple: CommonMultiple): boolean {
  const [a, b] = align(toDecimal(value), multiple)
  return a % b === 0n
}

/** The number as many times as is said. */
export function times({ digits, exponent }: CommonMultiple, count: number): number {
  return toNumber({ digits: digits * BigInt(count), exponent })
}

/** The number itself, as near as JavaScript has it. */
export function toNumber({ digits, exponent }: CommonMultiple): number {
  return Number(`${String(digits)}e${String(exponent)}`)
}

/** What JavaScript has no number for, as 1e400, is further from 0 than its numbers are; NaN, as YAML has it, is no multiple of any. */
function toDecimal(value: number): Decimal {
  if (Number.isNaN(value)) return { digits: 1n, exponent: -400 }
  if (!Number.isFinite(value)) return { digits: BigInt(Math.sign(value)), exponent: 400 }
  const [mantissa = '0', power = '0'] = String(value).split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length }
}

function join(a: Decimal, b: Decimal): Decimal {
  const [one, other] = align(a, b)
  return { digits: (one / toDivisor(one, other)) * other, exponent: Math.min(a.exponent, b.exponent) }
}

/** The digits of both for the same power of ten. */
function align(a: Decimal, b: Decimal): readonly [bigint, bigint] {
  const exponent = Math.min(a.exponent, b.exponent)
  const scale = (one: Decimal): bigint => one.digits * 10n ** BigInt(one.exponent - exponent)
  return [scale(a), scale(b)]
}

function toDivisor(a: bigint, b: bigint): bigint {
  let [one, other] = [a, b]
  while (other !== 0n) [one, other] = [other, one % other]
  return one
}
