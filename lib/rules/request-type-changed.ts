import { defineRule, toPlace, toTypes, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-type-changed',
  summary: 'The type of a value in a request changed.',
  why: 'The server rejects values of a type that it no longer accepts; a type that is only accepted in addition breaks nobody.',
  migrate: 'Send the new type. As the author, accept both types until the clients have moved.',
  message: (fact) =>
    `The type of ${toPlace(fact)} changed from ${toTypes(fact.base)} to ${toTypes(fact.revision)}.`,
})

export default rule
