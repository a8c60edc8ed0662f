import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-default-changed',
  summary: 'The default of a value in a response changed.',
  why: 'Clients that fill in the default for an absent value fill in the wrong one. The tolerance `default-change` makes this risky.',
  migrate: 'Use the new default for an absent value.',
  message: (fact) =>
    `The default of ${toPlace(fact)} changed from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
