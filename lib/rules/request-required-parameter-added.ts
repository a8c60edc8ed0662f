import { defineRule, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-required-parameter-added',
  summary: 'A required parameter was added.',
  why: 'Clients that do not know the parameter leave it out, and the server rejects the request.',
  migrate: 'Send the parameter. As the author, make it optional, with a default.',
  message: (fact) => `${toSentence(fact.part)}, which is required, was added.`,
  noMirror: 'Responses have headers in place of parameters: see the response-header rules.',
})

export default rule
