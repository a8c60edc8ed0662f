/** A middle, and between which two numbers it lies with a probability of 95 %. */
export interface Interval {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/**
 * The geometric mean of groups of ratios, and its interval by a bootstrap in two stages. Numbers of one group have more
 * in common than those of different ones: each process is compiled, and laid out in memory, a little differently. So
 * groups are drawn first, and numbers from within each; an interval from all numbers in one heap would be too narrow.
 *
 * A mean, since processes of one service fall into faster and slower ones with little between: the median of such
 * numbers is of either kind, by chance, and moves more from one run to the next than what is measured. Geometric, since
 * the mean of ratios has to be one over the mean of what they are the other way round.
 */
export function toInterval(groups: readonly (readonly number[])[]): Interval {
  const logarithms = groups.map((group) => group.map(Math.log))
  const draws = Array.from({ length: 2000 }, () =>
    toMean(draw(logarithms).map((group) => toMean(draw(group)))),
  ).sort((a, b) => a - b)
  const at = (part: number): number => Math.exp(draws[Math.round((draws.length - 1) * part)] ?? Number.NaN)
  return { mean: Math.exp(toMean(logarithms.map(toMean))), low: at(0.025), high: at(0.975) }
}

/** The arithmetic mean. */
export function toMean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

function draw<Value>(values: readonly Value[]): Value[] {
  return values.flatMap(() => values.slice(Math.floor(Math.random() * values.length)).slice(0, 1))
}
