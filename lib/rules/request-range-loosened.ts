import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-range-loosened',
  kinds: ['minimum-removed', 'minimum-lowered', 'maximum-removed', 'maximum-raised'],
  summary: 'The limits of the number in a request became looser.',
  why: 'The server accepts more; what clients send today stays valid.',
  migrate: 'Nothing to do.',
  message: (fact) =>
    `The limits of the number of ${toPlace(fact)} became looser: from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
