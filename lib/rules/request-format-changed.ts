import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-format-changed',
  summary: 'The format of a value in a request changed.',
  why: 'A server that expects dates cannot read times, and one of 32 bits no number of 64. Servers check a known format that is new, or parse the value by it. One of 64-bit numbers, or that no standard knows, is checked by few: the tolerance `format-change` makes that risky.',
  migrate: 'Send values of the new format.',
  message: (fact) =>
    `The format of ${toPlace(fact)} changed from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
