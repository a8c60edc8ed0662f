import { defineRule, toCode, toOwner, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-property-added',
  summary: 'An optional property was added to a request.',
  why: 'Clients that do not know the property leave it out, which stays valid.',
  migrate: 'Nothing to do.',
  message: (fact) => `The optional property ${toCode(fact.name)} was added to ${toOwner(fact)}.`,
})

export default rule
