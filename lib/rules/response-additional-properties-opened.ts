import { defineRule, toPlace, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-additional-properties-opened',
  summary: 'An object in a response now accepts undeclared properties.',
  why: 'Clients that validate against the closed object, or map every property, fail on one that they do not know.',
  migrate: 'Ignore unknown properties.',
  message: (fact) => `${toSentence(toPlace(fact))} now accepts undeclared properties.`,
})

export default rule
