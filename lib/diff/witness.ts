import { findWitness, type Witness } from '../schema/index.ts'
import type { DiffContext } from './context.ts'
import type { FactGroup } from './types.ts'

/** Looks for an example that shows a fact. */
export type WitnessFinder = (group: FactGroup) => Witness | undefined

/**
 * How many examples one report looks for. Each costs a search and a compiled validator, and a report with more
 * breaking changes than this is not read example by example.
 */
const limit = 200

/** Builds a finder over the comparer of two documents. */
export function createWitnessFinder({ comparer }: DiffContext): WitnessFinder {
  let searches = 0
  return ({ schemas }) => {
    if (schemas === undefined || searches >= limit) return undefined
    searches += 1
    const { base, revision, direction, location } = schemas
    return findWitness(comparer, base, revision, direction, { location })
  }
}
