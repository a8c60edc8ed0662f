import { defineRule, toCode, toOwner, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-required-property-added',
  summary: 'A required property was added to a request.',
  why: 'Clients that do not know the property leave it out, and the server rejects the request.',
  migrate: 'Send the property. As the author, make it optional, with a default.',
  message: (fact) => `The required property ${toCode(fact.name)} was added to ${toOwner(fact)}.`,
})

export default rule
