import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-pattern-removed',
  summary: 'A string in a response no longer has to match a pattern.',
  why: 'Clients that take the string apart by the pattern fail on one that does not match. Few do: the tolerance `pattern-growth` makes that risky.',
  migrate: 'Cope with strings that do not match.',
  message: (fact) => `${toSentence(toPlace(fact))} no longer has to match ${toText(fact.base)}.`,
})

export default rule
