import type { Witness } from '../schema/index.ts'
import { excerptValue } from './excerpt-value.ts'

/** A witness in two lines: a message, what the one side said to it, and what the other says. */
export interface ToldWitness {
  readonly accepted: string
  readonly value: unknown
  readonly rejected: string
  readonly reason: string
}

/**
 * Tells a witness as a person would. What the base accepts is sent by clients; what the revision accepts, to them.
 *
 * @param location where a longer value shows the finding: what does not lead there is left out; without it, all is told
 */
export function tellWitness(witness: Witness, location?: string): ToldWitness {
  const { validIn, invalidIn, reason } = witness
  const value = location === undefined ? witness.value : excerptValue(witness.value, location)
  const why = reason ?? `the schema of the ${invalidIn} rejects it`
  return validIn === 'base'
    ? { accepted: 'was fine', value, rejected: 'now refused', reason: why }
    : { accepted: 'may come now', value, rejected: 'ruled out before', reason: why }
}
