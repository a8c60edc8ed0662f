import type { Operation } from '../openapi/index.ts'
import type { FactGroup } from './types.ts'

/** Fewer operations than these are told one by one, whatever share of a document they are. */
const least = 5

/**
 * Puts operations that are called otherwise into one fact, where these are most of those that are called anything: a new
 * generator, or another scheme of names, is one edit.
 */
export function joinRenames(
  groups: readonly FactGroup[],
  pairs: readonly (readonly [base: Operation, revision: Operation])[],
): readonly FactGroup[] {
  const renamed = groups.filter(({ fact }) => fact.kind === 'operation-id-changed')
  const [first] = renamed
  if (first === undefined || renamed.length < least) return groups
  const named = pairs.filter((pair) => pair.some(({ id }) => id !== undefined))
  if (renamed.length * 2 <= named.length) return groups
  const joined: FactGroup = {
    fact: {
      ...first.fact,
      pointer: { base: '#/paths', revision: '#/paths' },
      // Lists, so that no fingerprint rests on them.
      base: renamed.map(({ fact }) => fact.base),
      revision: renamed.map(({ fact }) => fact.revision),
    },
    operations: renamed.flatMap(({ operations }) => operations),
  }
  const others = new Set(renamed.slice(1))
  return groups.flatMap((group) => (group === first ? joined : others.has(group) ? [] : group))
}
