import { defineRule, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-parameter-serialization-changed',
  summary: 'A parameter is written in another way.',
  why: 'The server reads other values out of what clients write, or none. A scalar is written the same way in all plain styles, and is not reported.',
  migrate: 'Write the parameter in the new style.',
  message: (fact) =>
    `${toSentence(fact.part)} is written in another way: ${toText(fact.revision)}, before ${toText(fact.base)}.`,
  noMirror: 'Responses have headers in place of parameters: see the response-header rules.',
})

export default rule
