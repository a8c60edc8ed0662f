import fc, { type Random, type Stream, type Value } from 'fast-check'
import type { Source } from './source.ts'

/**
 * Leaves the values of a source that pass a test. Unlike a filter of fast-check, it ends: where chance finds no
 * value for long, one that was found at the start comes again.
 *
 * @returns `undefined` where none is found at the start
 */
export function sieve<T>(
  source: Source<T> | undefined,
  accepts: (value: T) => boolean,
): Source<T> | undefined {
  if (source === undefined) return undefined
  const arbitrary = new Sieve(source.arbitrary, accepts)
  return arbitrary.isProductive() ? { arbitrary, size: source.size } : undefined
}

/** How often it is tried to find a first value, and how often to find another one. */
const triesAtStart = 400
const triesLater = 100

class Sieve<T> extends fc.Arbitrary<T> {
  readonly #source: fc.Arbitrary<T>
  readonly #accepts: (value: T) => boolean
  /** What makes the value that is known to pass. */
  #known: { readonly random: Random; readonly bias: number | undefined } | undefined

  constructor(source: fc.Arbitrary<T>, accepts: (value: T) => boolean) {
    super()
    this.#source = source
    this.#accepts = accepts
  }

  /** Finds the first value. Always the same one: a seed stands for the same values every time. */
  isProductive(): boolean {
    try {
      fc.sample(this, { numRuns: 1, seed: 1 })
      return true
    } catch (error) {
      if (error instanceof UnproductiveError) return false
      throw error
    }
  }

  override generate(random: Random, bias: number | undefined): Value<T> {
    const tries = this.#known === undefined ? triesAtStart : triesLater
    for (let count = 0; count < tries; count += 1) {
      const before = this.#known === undefined ? random.clone() : undefined
      const value = this.#source.generate(random, bias)
      if (!this.#accepts(value.value)) continue
      if (before !== undefined) this.#known = { random: before, bias }
      return value
    }
    if (this.#known === undefined) throw new UnproductiveError()
    return this.#source.generate(this.#known.random.clone(), this.#known.bias)
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#source.canShrinkWithoutContext(value) && this.#accepts(value)
  }

  override shrink(value: T, context: unknown): Stream<Value<T>> {
    return this.#source.shrink(value, context).filter((smaller) => this.#accepts(smaller.value))
  }
}

class UnproductiveError extends Error {}
