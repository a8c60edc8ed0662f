import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-enum-removed',
  summary: 'The list of allowed values of a value in a request was removed.',
  why: 'The server accepts the listed values and others; what clients send today stays valid.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(toPlace(fact))} is no longer restricted to ${toText(fact.base)}.`,
})

export default rule
