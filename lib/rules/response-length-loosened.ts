import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-length-loosened',
  kinds: ['min-length-removed', 'min-length-lowered', 'max-length-removed', 'max-length-raised'],
  summary: 'The limits of the length in a response became looser.',
  why: 'Clients that reserved space for the old limits, or validate them, get values beyond them.',
  migrate: 'Cope with values within the new limits.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} length of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
