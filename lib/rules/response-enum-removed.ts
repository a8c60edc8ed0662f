import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-enum-removed',
  summary: 'The list of allowed values of a value in a response was removed.',
  why: 'Clients that handle the listed values only meet values that they do not know.',
  migrate: 'Handle unknown values with a default branch.',
  message: (fact) => `${toSentence(toPlace(fact))} is no longer restricted to ${toText(fact.base)}.`,
})

export default rule
