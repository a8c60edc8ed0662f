import { defineRule, toPlace, toTypes, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-type-changed',
  summary: 'The type of a value in a response changed.',
  why: 'Clients parse the value as the old type; a narrower set of types is still what they expect.',
  migrate:
    'Read the new type. As the author, add the new type under a new property name and deprecate the old one.',
  message: (fact) =>
    `The type of ${toPlace(fact)} changed from ${toTypes(fact.base)} to ${toTypes(fact.revision)}.`,
})

export default rule
