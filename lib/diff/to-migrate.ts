import { deriveSeverity, isSentByClient } from '../policies/derive-severity.ts'
import type { Fact, Rule } from '../rules/define-rule.ts'
import { findMirror } from './find-rule.ts'
import type { Severity } from './types.ts'

/**
 * What to do about a fact. Rules speak to a client that sends requests; in callbacks and webhooks, what they say about
 * the other direction is what it needs, and where they say nothing, the law does. So it is where a rule has nothing to
 * say because its facts are mostly safe, and this one is not (a property that is new in a closed object).
 */
export function toMigrate(fact: Fact, rule: Rule, severity: Severity): string {
  const isTurned = fact.reversed === true && /^re(?:quest|sponse)-/.test(rule.id)
  const told = isTurned ? findMirror(fact) : rule
  const isByRule = told !== undefined && (severity === 'safe' || !told.migrate.startsWith('Nothing to do'))
  return isByRule && !isHarmless(fact, severity, told) ? told.migrate : toLawful(fact, severity)
}

/** Says whether the set of messages changed to nobody's harm, and the rule speaks of the harm that others of its facts do. */
function isHarmless(fact: Fact, severity: Severity, { migrate }: Rule): boolean {
  const isOfSet = fact.effect === 'narrows' || fact.effect === 'widens'
  return severity === 'safe' && isOfSet && deriveSeverity(fact) === 'safe' && !migrate.startsWith('Nothing to do') // prettier-ignore
}

function toLawful(fact: Fact, severity: Severity): string {
  if (severity === 'safe') return 'Nothing to do.'
  if (isSentByClient(fact)) return 'Send what the revision accepts, and nothing else.'
  return /^(?:body|parameter)-(?:removed|became-optional)$/.test(fact.kind)
    ? 'Cope with the absence of what the revision no longer sends.'
    : 'Accept what the revision sends beside what the base describes.'
}
