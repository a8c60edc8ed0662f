import type { Severity } from '../diff/types.ts'
import type { Fact } from '../rules/define-rule.ts'
import type { Effect } from '../schema/index.ts'

/**
 * The law: what a change does to the set of valid messages, and who sends them, is all that its severity rests on.
 *
 * A receiver that accepts less breaks the senders; a sender that sends more breaks the receivers. What the receiver
 * was owed must not go away either. What could not be decided is risky. See docs/decisions/diff-verdicts.md.
 */
export function deriveSeverity(fact: Fact, effect: Effect = fact.effect): Severity {
  if (effect === 'unknown') return 'risky'
  if (effect === 'both') return 'breaking'
  if (effect === 'narrows' && (fact.owed === true || isSentByClient(fact))) return 'breaking'
  if (effect === 'widens' && fact.owed !== true && !isSentByClient(fact)) return 'breaking'
  return 'safe'
}

/** Says whether the client sends the message: the request, but the response in callbacks and webhooks. */
export function isSentByClient(fact: Fact): boolean {
  return (fact.direction === 'request') !== (fact.reversed === true)
}
