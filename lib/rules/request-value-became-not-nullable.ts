import { defineRule, toPlace, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-value-became-not-nullable',
  kinds: ['became-not-nullable'],
  summary: 'A value in a request may no longer be null.',
  why: 'The server rejects requests that send null.',
  migrate: 'Leave the value out, or send a value, in place of null.',
  message: (fact) => `${toSentence(toPlace(fact))} may no longer be null.`,
})

export default rule
