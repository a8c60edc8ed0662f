import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-item-count-loosened',
  kinds: ['min-items-removed', 'min-items-lowered', 'max-items-removed', 'max-items-raised'],
  summary: 'The limits of the number of items in a response became looser.',
  why: 'Clients that reserved space for the old limits, or validate them, get values beyond them.',
  migrate: 'Cope with values within the new limits.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} number of items of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
