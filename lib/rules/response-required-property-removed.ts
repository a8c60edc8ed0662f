import { defineRule, toCode, toOwner, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-required-property-removed',
  summary: 'A required property was removed from a response.',
  why: 'Clients count on a property that is always there, and no longer get it.',
  migrate: 'Stop reading the property. As the author, keep it and deprecate it first.',
  message: (fact) => `The required property ${toCode(fact.name)} was removed from ${toOwner(fact)}.`,
})

export default rule
