import { defineRule, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-header-serialization-changed',
  summary: 'A header of a response is written in another way.',
  why: 'Clients read other values out of the header, or none.',
  migrate: 'Read the header in the new style.',
  message: (fact) =>
    `${toSentence(fact.part)} is written in another way: ${toText(fact.revision)}, before ${toText(fact.base)}.`,
  noMirror: 'Requests have header parameters in place of headers: see the request-parameter rules.',
})

export default rule
