import { defineRule, toCode, toOwner, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-property-became-required',
  summary: 'A property in a request became required.',
  why: 'Clients that leave the property out are rejected.',
  migrate: 'Always send the property. As the author, keep it optional, with a default.',
  message: (fact) => `The property ${toCode(fact.name)} in ${toOwner(fact)} became required.`,
})

export default rule
