import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-range-loosened',
  kinds: ['minimum-removed', 'minimum-lowered', 'maximum-removed', 'maximum-raised'],
  summary: 'The limits of the number in a response became looser.',
  why: 'Clients that reserved space for the old limits, or validate them, meet values beyond.',
  migrate: 'Cope with values within the new limits.',
  message: (fact) =>
    `The limits of the number of ${toPlace(fact)} became looser: from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
