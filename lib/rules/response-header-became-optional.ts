import { defineRule, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-header-became-optional',
  summary: 'A header of a response became optional.',
  why: 'Clients that count on the header fail where it is absent.',
  migrate: 'Cope with the absence of the header.',
  message: (fact) => `${toSentence(fact.part)} may now be absent.`,
  noMirror: 'Requests have header parameters in place of headers: see the request-parameter rules.',
})

export default rule
