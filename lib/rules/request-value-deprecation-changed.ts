import { defineRule, toPromised, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-value-deprecation-changed',
  kinds: ['became-deprecated', 'became-not-deprecated'],
  summary: 'A value in a request was marked as deprecated, or no longer is.',
  why: 'No message changes yet; the value may stop being accepted later.',
  migrate: 'Stop sending what is deprecated, in time.',
  message: (fact) => {
    const until = typeof fact.revision === 'string' ? `, until ${fact.revision}` : ''
    return `${toSentence(toPromised(fact))} is ${fact.kind === 'became-deprecated' ? `now deprecated${until}` : 'no longer deprecated'}.`
  },
})

export default rule
