import { defineRule, toCode, toOwner, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-property-removed',
  summary: 'An optional property was removed from a response.',
  why: 'The property could be absent before, so that correct clients cope; those that have come to rely on it do not.',
  migrate: 'Cope with the absence of the property.',
  message: (fact) => `The optional property ${toCode(fact.name)} was removed from ${toOwner(fact)}.`,
})

export default rule
