import { hash } from 'node:crypto'
import { isSpread } from './collect-facts.ts'
import type { FactGroup } from './types.ts'

/**
 * A short name for a finding that outlives unrelated edits: it rests on the rule, on the component (or else the
 * operation) and on what changed there, but on no index, no other operation and no wording.
 */
export function toFingerprint(id: string, { fact, operations, schemas }: FactGroup): string {
  const pointer = fact.pointer.base ?? fact.pointer.revision ?? ''
  const component = /^(?:[^#]*#)\/(?:components\/[^/]+|definitions|parameters|responses)\/[^/]+/.exec(
    pointer,
  )?.[0]
  const [first] = operations
  const owner = isSpread(fact) ? '' : `${first?.method ?? ''} ${first?.path ?? ''} `
  const place = component ?? owner + fact.location
  const inside =
    component !== undefined && schemas !== undefined ? stripIndexes(pointer.slice(component.length)) : ''
  const parts = [
    id,
    fact.reversed === true,
    place,
    inside,
    fact.name,
    toStable(fact.base),
    toStable(fact.revision),
  ]
  return hash('sha256', JSON.stringify(parts)).slice(0, 16)
}

function stripIndexes(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '')
}

/** Only plain values tell edits apart: a whole schema would change with every edit inside it. */
function toStable(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? undefined : value
}
