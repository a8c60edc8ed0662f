import { defineRule, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-header-added',
  summary: 'A header was added to a response.',
  why: 'Clients ignore headers that they do not know (RFC 9110 §5.1).',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(fact.part)} was added.`,
  noMirror: 'Requests have header parameters in place of headers: see the request-parameter rules.',
})

export default rule
