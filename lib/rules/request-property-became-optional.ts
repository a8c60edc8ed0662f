import { defineRule, toCode, toOwner, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-property-became-optional',
  summary: 'A property in a request became optional.',
  why: 'Clients that always send the property still may.',
  migrate: 'Nothing to do.',
  message: (fact) => `The property ${toCode(fact.name)} in ${toOwner(fact)} became optional.`,
})

export default rule
