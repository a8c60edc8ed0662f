import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-encoding-changed',
  summary: 'The content encoding or media type of a string in a response changed.',
  why: 'Clients decode what the server encodes in another way, and get something else or fail.',
  migrate: 'Decode the string in the new way.',
  message: (fact) =>
    `The content of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
