import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-enum-value-removed',
  summary: 'A value was removed from an enum in a request.',
  why: 'The server rejects requests that send the value.',
  migrate: 'Send one of the remaining values. As the author, keep accepting the old value and map it.',
  message: (fact) => `${toSentence(toPlace(fact))} may no longer be ${fact.name ?? toText(fact.base)}.`,
})

export default rule
