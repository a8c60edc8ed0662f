import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-enum-value-added',
  kinds: ['enum-value-added', 'extensible-value-added'],
  summary: 'Values were added to an enum in a response.',
  why: 'Clients that handle the listed values only, or generated code with a closed enum, fail on the new ones. Many clients expect enums to grow: the tolerance `enum-growth` makes this risky.',
  migrate:
    'Handle unknown values with a default branch. As the author, mark the enum with `x-extensible-enum`.',
  message: (fact) => `${toSentence(toPlace(fact))} may now also be ${fact.name ?? toText(fact.revision)}.`,
})

export default rule
