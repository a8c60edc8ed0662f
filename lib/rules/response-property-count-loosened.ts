import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-property-count-loosened',
  kinds: [
    'min-properties-removed',
    'min-properties-lowered',
    'max-properties-removed',
    'max-properties-raised',
  ],
  summary: 'The limits of the number of properties in a response became looser.',
  why: 'Clients that reserved space for the old limits, or validate them, get values beyond them.',
  migrate: 'Cope with values within the new limits.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} number of properties of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
