import { defineRule, toPlace, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-value-became-not-nullable',
  kinds: ['became-not-nullable'],
  summary: 'A value in a response may no longer be null.',
  why: 'Clients that handle null still work; the case no longer occurs.',
  migrate: 'Nothing to do; the check for null can go.',
  message: (fact) => `${toSentence(toPlace(fact))} may no longer be null.`,
})

export default rule
