import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-property-names-changed',
  kinds: ['property-names-added', 'property-names-removed', 'property-names-changed'],
  summary: 'The names of properties in a request are restricted differently.',
  why: 'The server rejects objects with names that it used to accept.',
  migrate: 'Use names that fit the new schema.',
  message: (fact) => `The names of the properties of ${toPlace(fact)} are restricted differently.`,
})

export default rule
