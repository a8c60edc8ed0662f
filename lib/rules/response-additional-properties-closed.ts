import { defineRule, toPlace, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-additional-properties-closed',
  summary: 'An object in a response no longer accepts undeclared properties.',
  why: 'The object holds less than it could; clients that cope with any property cope.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(toPlace(fact))} no longer accepts undeclared properties.`,
})

export default rule
