import { defineRule, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-parameter-added',
  summary: 'An optional parameter was added.',
  why: 'Clients that do not know the parameter leave it out, which stays valid.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(fact.part)}, which is optional, was added.`,
  noMirror: 'Responses have headers in place of parameters: see the response-header rules.',
})

export default rule
