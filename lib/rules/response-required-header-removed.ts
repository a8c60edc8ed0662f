import { defineRule, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-required-header-removed',
  summary: 'A required header was removed from a response.',
  why: 'Clients count on a header that is always there, and no longer get it.',
  migrate: 'Stop reading the header. As the author, keep it and deprecate it first.',
  message: (fact) => `${toSentence(fact.part)}, which was required, was removed.`,
  noMirror: 'Requests have header parameters in place of headers: see the request-parameter rules.',
})

export default rule
