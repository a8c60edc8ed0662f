import { defineRule, toPlace, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-value-became-nullable',
  kinds: ['became-nullable'],
  summary: 'A value in a response may now be null.',
  why: 'Clients that use the value without a check fail on null.',
  migrate: 'Check the value for null before use.',
  message: (fact) => `${toSentence(toPlace(fact))} may now be null.`,
})

export default rule
