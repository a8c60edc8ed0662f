import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-item-count-loosened',
  kinds: ['min-items-removed', 'min-items-lowered', 'max-items-removed', 'max-items-raised'],
  summary: 'The limits of the number of items in a response became looser.',
  why: 'Clients that reserved space for the old limits, or validate them, meet values beyond.',
  migrate: 'Cope with values within the new limits.',
  message: (fact) =>
    `The limits of the number of items of ${toPlace(fact)} became looser: from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
