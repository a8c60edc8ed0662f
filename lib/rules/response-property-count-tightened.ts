import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-property-count-tightened',
  kinds: ['min-properties-added', 'min-properties-raised', 'max-properties-added', 'max-properties-lowered'],
  summary: 'The limits of the number of properties in a response became tighter.',
  why: 'Clients that cope with the old limits cope with tighter ones.',
  migrate: 'Nothing to do.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} number of properties of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
