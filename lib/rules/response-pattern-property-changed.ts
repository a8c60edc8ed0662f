import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-pattern-property-changed',
  kinds: ['pattern-property-added', 'pattern-property-removed'],
  summary: 'Properties of a response whose names match a pattern are restricted differently.',
  why: 'Clients meet values of such properties that they do not expect, where these are newly free.',
  migrate: 'Read the values by the new schema.',
  message: (fact) =>
    `The properties of ${toPlace(fact)} that match ${toText(fact.name)} are restricted differently.`,
})

export default rule
