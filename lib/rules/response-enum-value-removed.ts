import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-enum-value-removed',
  summary: 'A value was removed from an enum in a response.',
  why: 'Clients that handle the value still work; it no longer occurs.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(toPlace(fact))} may no longer be ${fact.name ?? toText(fact.base)}.`,
})

export default rule
