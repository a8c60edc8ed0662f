import { defineRule, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-link-added',
  summary: 'A response links to one more operation.',
  why: 'No message changes; a link tells what can be called next.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(fact.part)} was added.`,
  noMirror: 'Only responses have links.',
})

export default rule
