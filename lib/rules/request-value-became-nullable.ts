import { defineRule, toPlace, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-value-became-nullable',
  kinds: ['became-nullable'],
  summary: 'A value in a request may now be null.',
  why: 'The server accepts null in addition; what clients send today stays valid.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(toPlace(fact))} may now be null.`,
})

export default rule
