import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-default-changed',
  summary: 'The default of a value in a request changed.',
  why: 'Clients that leave the value out now mean something else. The tolerance `default-change` makes this risky.',
  migrate: 'Send the value instead of counting on its default.',
  message: (fact) =>
    `The default of ${toPlace(fact)} changed from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
