import { defineRule, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-link-changed',
  summary: 'A link of a response leads elsewhere, or with other values.',
  why: 'No message changes, but clients that are generated from links make another call.',
  migrate: 'Adapt the calls when the client is generated anew.',
  message: (fact) => `${toSentence(fact.part)} changed in ${toText(fact.revision)}.`,
  noMirror: 'Only responses have links.',
})

export default rule
