/** A middle, and between which two numbers it lies with a probability of 95 %. */
export interface Interval {
  readonly median: number
  readonly low: number
  readonly high: number
}

/**
 * The median of all numbers, and its interval by a bootstrap in two stages. Numbers of one group have more in common
 * than those of different ones: each process is compiled, and laid out in memory, a little differently. So groups are
 * drawn first, and numbers from within each; an interval from all numbers in one heap would be too narrow.
 */
export function toInterval(groups: readonly (readonly number[])[]): Interval {
  const draws = Array.from({ length: 2000 }, () =>
    toMedian(draw(groups).flatMap((group) => draw(group))),
  ).sort((a, b) => a - b)
  const at = (part: number): number => draws[Math.round((draws.length - 1) * part)] ?? Number.NaN
  return { median: toMedian(groups.flat()), low: at(0.025), high: at(0.975) }
}

/** The number in the middle. */
export function toMedian(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const half = (sorted.length - 1) / 2
  return ((sorted[Math.floor(half)] ?? Number.NaN) + (sorted[Math.ceil(half)] ?? Number.NaN)) / 2
}

function draw<Value>(values: readonly Value[]): Value[] {
  return values.flatMap(() => values.slice(Math.floor(Math.random() * values.length)).slice(0, 1))
}
