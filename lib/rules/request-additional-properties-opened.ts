import { defineRule, toPlace, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-additional-properties-opened',
  summary: 'An object in a request now accepts undeclared properties.',
  why: 'The server accepts more; what clients send today stays valid.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(toPlace(fact))} now accepts undeclared properties.`,
})

export default rule
