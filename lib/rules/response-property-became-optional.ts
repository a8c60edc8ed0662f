import { defineRule, toCode, toOwner, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-property-became-optional',
  summary: 'A property in a response became optional.',
  why: 'Clients that count on the property fail where it is absent.',
  migrate: 'Cope with the absence of the property.',
  message: (fact) => `The property ${toCode(fact.name)} in ${toOwner(fact)} became optional.`,
})

export default rule
