import { defineRule, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-parameter-became-optional',
  summary: 'A parameter became optional.',
  why: 'Clients that always send the parameter still may.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(fact.part)} became optional.`,
  noMirror: 'Responses have headers in place of parameters: see the response-header rules.',
})

export default rule
