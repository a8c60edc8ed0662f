import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-additional-properties-changed',
  summary: 'The values of undeclared properties in a request are restricted differently.',
  why: 'The server rejects values in a map that it used to accept, where they are newly restricted.',
  migrate: 'Send values that fit the new schema.',
  message: (fact) =>
    `The values of the undeclared properties of ${toPlace(fact)} are restricted differently.`,
})

export default rule
