import fc from 'fast-check'
import { isObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'

/** Where values come from. */
export interface Source<T = unknown> {
  readonly arbitrary: fc.Arbitrary<T>
  /** About how many values a value holds, itself among them: what is large is made less often. */
  readonly size: number
}

/** What those who make one kind of value ask for the parts of it. */
export interface Workshop {
  /** The values that fit some schemas together; `undefined` where there are none. */
  readonly make: (schemas: readonly JsonSchema[]) => Source | undefined
  /** Tells whether a value fits some schemas, as a validator sees it. */
  readonly toTest: (schemas: readonly JsonSchema[]) => (value: unknown) => boolean
  /** Keeps why there are no values. */
  readonly note: (reason: string) => void
}

/** One of several sources, more often that of a greater weight. Values shrink towards those of the first. */
export function unite(
  sources: readonly (Source | undefined)[],
  weigh: (index: number) => number = () => 1,
): Source | undefined {
  const weighted = sources.flatMap((source, index) =>
    source === undefined ? [] : [{ ...source, weight: weigh(index) }],
  )
  const [first, ...others] = weighted
  if (first === undefined) return undefined
  if (others.length === 0) return { arbitrary: first.arbitrary, size: first.size }
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0)
  return {
    arbitrary: fc.oneof({ withCrossShrink: true }, first, ...others),
    size: weighted.reduce((sum, { size, weight }) => sum + size * weight, 0) / total,
  }
}

/** One of several sources that stand for alternatives: values shrink towards those of the smallest. */
export function uniteBranches(sources: readonly (Source | undefined)[]): Source | undefined {
  return unite(sources.filter((source) => source !== undefined).sort((a, b) => a.size - b.size))
}

/** Some values and no others, the first of them the smallest. Each is new, so that a test may change it. */
export function toConstants(values: readonly unknown[]): Source | undefined {
  if (values.length === 0) return undefined
  const size = values.reduce((sum: number, value) => sum + measure(value), 0) / values.length
  const arbitrary = fc.constantFrom(...values)
  return {
    arbitrary: values.some(isNested) ? arbitrary.map((value) => structuredClone(value)) : arbitrary,
    size,
  }
}

/** How many more parts of a size a value may hold without becoming unwieldy. */
export function affordParts(size: number, most: number): number {
  return Math.max(1, Math.min(most, Math.round(maximalSize / size)))
}

/** About how many values may come together where none of them has to be there. */
export const maximalSize = 60

function measure(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + measure(item), 1)
  return isObject(value) ? measure(Object.values(value)) : 1
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
