import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-encoding-changed',
  summary: 'The content encoding or media type of a string in a request changed.',
  why: 'The server decodes what clients encode in another way, and gets something else or fails.',
  migrate: 'Encode the string in the new way.',
  message: (fact) =>
    `The content of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
