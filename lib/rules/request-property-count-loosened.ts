import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-property-count-loosened',
  kinds: [
    'min-properties-removed',
    'min-properties-lowered',
    'max-properties-removed',
    'max-properties-raised',
  ],
  summary: 'The limits of the number of properties in a request became looser.',
  why: 'The server accepts more; what clients send today stays valid.',
  migrate: 'Nothing to do.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} number of properties of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
