import { defineRule, toPlace, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-schema-undecided',
  kinds: ['schema-undecided', 'reference-unresolved', 'type-unknown', 'comparison-ended'],
  summary: 'Two schemas of a request could not be told apart with certainty.',
  why: 'Nothing is claimed without proof: the change may break clients, or not.',
  migrate:
    'Compare the two schemas by eye. Repair references that lead nowhere, and types that JSON Schema does not know.',
  message: (fact) =>
    `${toSentence(toPlace(fact))} could not be compared to the end${fact.name === undefined ? '' : ` (${fact.name})`}.`,
})

export default rule
