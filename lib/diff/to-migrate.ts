import { isSentByClient } from '../policies/derive-severity.ts'
import type { Fact, Rule } from '../rules/define-rule.ts'
import { findMirror } from './find-rule.ts'
import type { Severity } from './types.ts'

/**
 * What to do about a fact. Rules speak to a client that sends requests; in callbacks and webhooks, what they say about
 * the other direction is what it needs. Where a rule has nothing to say because its facts are mostly safe, and this one
 * is not (a property that is new in a closed object), the law says it.
 */
export function toMigrate(fact: Fact, rule: Rule, severity: Severity): string {
  const { migrate } = (fact.reversed === true ? findMirror(fact) : undefined) ?? rule
  if (severity === 'safe' || !migrate.startsWith('Nothing to do')) return migrate
  return isSentByClient(fact)
    ? 'Send what the revision accepts, and nothing else.'
    : 'Accept what the revision sends beside what the base describes.'
}
