import type { Security, SecurityAlternative } from '../openapi/index.ts'
import { addFact, type OperationContext } from './context.ts'

/**
 * Compares what lets a client in: any alternative, of which every scheme is needed. A client of the base is still
 * let in if some alternative of the revision asks for nothing beyond what the client has.
 */
export function compareSecurity(
  context: OperationContext,
  base: Security | undefined,
  revision: Security | undefined,
): void {
  const before = base?.alternatives ?? [new Map()]
  const after = revision?.alternatives ?? [new Map()]
  const lost = before.filter((old) => !after.some((now) => isMetBy(now, old)))
  const gained = after.filter((now) => !before.some((old) => isMetBy(old, now)))
  if (lost.length === 0 && gained.length === 0) return
  addFact(context, {
    kind: lost.length > 0 ? 'security-tightened' : 'security-loosened',
    direction: 'request',
    effect: lost.length === 0 ? 'widens' : gained.length === 0 ? 'narrows' : 'both',
    part: 'the security',
    location: '/security',
    pointer: {
      base: base?.pointer ?? context.pointer.base,
      revision: revision?.pointer ?? context.pointer.revision,
    },
    base: toPhrase(before),
    revision: toPhrase(after),
  })
}

/** Says whether a client that has all of `held` has all that `needed` asks for. */
function isMetBy(needed: SecurityAlternative, held: SecurityAlternative): boolean {
  return [...needed].every(([scheme, scopes]) => {
    const heldScopes = held.get(scheme)
    return heldScopes !== undefined && [...scopes].every((scope) => heldScopes.has(scope))
  })
}

function toPhrase(alternatives: readonly SecurityAlternative[]): string {
  const phrases = alternatives.map((alternative) =>
    [...alternative]
      .map(([scheme, scopes]) => (scopes.size === 0 ? scheme : `${scheme} (${[...scopes].join(', ')})`))
      .join(' and '),
  )
  return phrases.map((phrase) => (phrase === '' ? 'no credentials' : phrase)).join(', or ')
}
