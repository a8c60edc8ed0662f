import { defineRule, toCode, toOwner, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-property-became-required',
  summary: 'A property in a response became required.',
  why: 'Clients that cope with its absence cope with its presence.',
  migrate: 'Nothing to do.',
  message: (fact) => `The property ${toCode(fact.name)} in ${toOwner(fact)} became required.`,
})

export default rule
