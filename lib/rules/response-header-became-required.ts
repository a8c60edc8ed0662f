import { defineRule, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-header-became-required',
  summary: 'A header of a response became required.',
  why: 'Clients that cope with its absence cope with its presence.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(fact.part)} is now always sent.`,
  noMirror: 'Requests have header parameters in place of headers: see the request-parameter rules.',
})

export default rule
