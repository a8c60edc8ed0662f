import { defineRule, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-link-removed',
  summary: 'A response no longer links to an operation.',
  why: 'No message changes, but clients that are generated from links lose a call.',
  migrate: 'Call the operation directly.',
  message: (fact) => `${toSentence(fact.part)} was removed.`,
  noMirror: 'Only responses have links.',
})

export default rule
