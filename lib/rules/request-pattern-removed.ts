import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-pattern-removed',
  summary: 'A string in a request no longer has to match a pattern.',
  why: 'The server accepts more; what clients send today stays valid.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(toPlace(fact))} no longer has to match ${toText(fact.base)}.`,
})

export default rule
