import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-pattern-property-changed',
  kinds: ['pattern-property-added', 'pattern-property-removed'],
  summary: 'Properties of a request whose names match a pattern are restricted differently.',
  why: 'The server rejects values of such properties, where they are newly restricted.',
  migrate: 'Send values that fit the new schema.',
  message: (fact) =>
    `The properties of ${toPlace(fact)} that match ${toText(fact.name)} are restricted differently.`,
})

export default rule
