import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-format-changed',
  summary: 'The format of a value in a request changed.',
  why: 'A server that checks the format rejects values of the old one. Few do: the tolerance `format-change` makes this risky.',
  migrate: 'Send values of the new format.',
  message: (fact) =>
    `The format of ${toPlace(fact)} changed from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
