import fc from 'fast-check'
import { toJson } from './create-converter.ts'

/** How many values are tried, and which. */
export interface Trials {
  readonly runs: number
  readonly seed: number
}

/** A value that does not pass, and what is wrong with it. */
export interface Found<Flaw> {
  readonly value: unknown
  readonly flaw: Flaw
}

/** So many smaller values are tried once one was found that fails: enough for a small one, and it ends. */
const maximalShrinks = 3000

/**
 * Looks for a value that has a flaw, and for the smallest that has one of the same kind.
 *
 * @param examine tells what is wrong with a value of JSON
 */
export async function findCounterexample<Flaw extends { readonly law: string }>(
  arbitrary: fc.Arbitrary<unknown>,
  examine: (value: unknown) => Promise<Flaw | undefined>,
  { runs, seed }: Trials,
): Promise<Found<Flaw> | undefined> {
  let found: Found<Flaw> | undefined
  let shrinks = 0
  const details = await fc.check(
    fc.asyncProperty(arbitrary, async (generated) => {
      if (found !== undefined && (shrinks += 1) > maximalShrinks) return true
      const value = toJson(generated)
      const flaw = await examine(value)
      // A smaller value that breaks another law would be an example of something else.
      if (flaw === undefined || (found !== undefined && found.flaw.law !== flaw.law)) return true
      found = { value, flaw }
      return false
    }),
    { numRuns: runs, seed },
  )
  // What the examination itself has thrown is no flaw of the value.
  if (found === undefined && details.failed) throw details.errorInstance
  return found
}
