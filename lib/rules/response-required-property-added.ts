import { defineRule, toCode, toOwner, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-required-property-added',
  summary: 'A required property was added to a response.',
  why: 'Clients ignore properties that they do not know.',
  migrate: 'Nothing to do.',
  message: (fact) => `The required property ${toCode(fact.name)} was added to ${toOwner(fact)}.`,
})

export default rule
