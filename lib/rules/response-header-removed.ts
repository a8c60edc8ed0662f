import { defineRule, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-header-removed',
  summary: 'An optional header was removed from a response.',
  why: 'The header could be absent before, so that correct clients cope; those that have come to rely on it do not.',
  migrate: 'Cope with the absence of the header.',
  message: (fact) => `${toSentence(fact.part)}, which was optional, was removed.`,
  noMirror: 'Requests have header parameters in place of headers: see the request-parameter rules.',
})

export default rule
