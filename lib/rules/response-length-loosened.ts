import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-length-loosened',
  kinds: ['min-length-removed', 'min-length-lowered', 'max-length-removed', 'max-length-raised'],
  summary: 'The limits of the length in a response became looser.',
  why: 'Clients that reserved space for the old limits, or validate them, meet values beyond.',
  migrate: 'Cope with values within the new limits.',
  message: (fact) =>
    `The limits of the length of ${toPlace(fact)} became looser: from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
