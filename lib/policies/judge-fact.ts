import type { FactGroup, Severity } from '../diff/types.ts'
import type { Rule } from '../rules/define-rule.ts'
import { deriveSeverity } from './derive-severity.ts'
import { toleranceNames, tolerances, type ToleranceName } from './tolerances.ts'

/** What a judgement rests on beside the facts. */
export interface Policy {
  /** The tolerances that are on. */
  readonly tolerances: ReadonlySet<ToleranceName>
  /** Severities by rule id that a project has set for itself; `off` leaves the finding out. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>
  readonly today: Date
  /** How many days there have to be between a deprecation and the end, where a project promises that. */
  readonly deprecationWindow?: number
}

/** The severity of a fact: the project's own, or the rule's where no message is concerned, or else the law's. */
export function judgeFact(group: FactGroup, rule: Rule, policy: Policy): Severity | 'off' {
  return policy.severities.get(rule.id) ?? rule.severity?.is ?? judgeByLaw(group, policy)
}

function judgeByLaw(group: FactGroup, policy: Policy): Severity {
  const { fact } = group
  // A default has a tolerance of its own.
  const isTolerated = policy.tolerances.has('undeclared-properties') && fact.kind !== 'default-changed'
  const derived = deriveSeverity(fact, isTolerated ? fact.effect : (fact.strictEffect ?? fact.effect))
  for (const name of toleranceNames) {
    if (!policy.tolerances.has(name)) continue
    const severity = tolerances[name].judge(group, derived, policy.today)
    if (severity !== undefined) return severity
  }
  return derived
}
