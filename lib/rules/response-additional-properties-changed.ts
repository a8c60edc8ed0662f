import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-additional-properties-changed',
  summary: 'The values of undeclared properties in a response are restricted differently.',
  why: 'Clients meet values in a map that they do not expect, where these are newly free.',
  migrate: 'Read the values by the new schema.',
  message: (fact) =>
    `The values of the undeclared properties of ${toPlace(fact)} are restricted differently.`,
})

export default rule
