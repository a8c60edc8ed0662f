import { defineRule, toCode, toOwner, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-property-added',
  summary: 'An optional property was added to a response.',
  why: 'Clients ignore properties that they do not know.',
  migrate: 'Nothing to do.',
  message: (fact) => `The optional property ${toCode(fact.name)} was added to ${toOwner(fact)}.`,
})

export default rule
