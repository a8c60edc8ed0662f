import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-property-names-changed',
  kinds: ['property-names-added', 'property-names-removed', 'property-names-changed'],
  summary: 'The names of properties in a response are restricted differently.',
  why: 'Clients meet names that they do not expect.',
  migrate: 'Cope with any name that fits the new schema.',
  message: (fact) => `The names of the properties of ${toPlace(fact)} are restricted differently.`,
})

export default rule
