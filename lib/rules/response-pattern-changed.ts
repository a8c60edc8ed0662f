import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-pattern-changed',
  summary: 'The pattern of a string in a response changed.',
  why: 'Clients meet strings that do not match the old pattern. Few of them check it: the tolerance `pattern-growth` makes that risky. So is a pattern where it cannot be decided whether there are any such strings.',
  migrate: 'Cope with strings that match the new pattern.',
  message: (fact) =>
    `The pattern of ${toPlace(fact)} changed from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
