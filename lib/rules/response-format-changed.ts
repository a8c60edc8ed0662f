import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-format-changed',
  summary: 'The format of a value in a response changed.',
  why: 'Clients that parse the value by its format, or generated code with a type for it, fail on another one. A format that goes, or that no standard knows, is checked by few: the tolerance `format-change` makes that risky.',
  migrate: 'Parse the value by the new format.',
  message: (fact) =>
    `The format of ${toPlace(fact)} changed from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
