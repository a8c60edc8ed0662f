import { defineRule, toCode, toOwner, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-required-property-removed',
  summary: 'A required property was removed from a request.',
  why: 'The server ignores what it used to require, or rejects it where the object is closed.',
  migrate: 'Stop sending the property.',
  message: (fact) => `The required property ${toCode(fact.name)} was removed from ${toOwner(fact)}.`,
})

export default rule
