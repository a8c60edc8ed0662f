import { defineRule, toCode, toOwner, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-property-removed',
  summary: 'An optional property was removed from a request.',
  why: 'The server ignores what it used to act upon, or rejects it where the object is closed.',
  migrate: 'Stop sending the property, and find out what replaces its effect.',
  message: (fact) => `The optional property ${toCode(fact.name)} was removed from ${toOwner(fact)}.`,
})

export default rule
