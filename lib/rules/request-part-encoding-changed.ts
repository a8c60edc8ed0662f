import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-part-encoding-changed',
  summary: 'A part of a form in a request is written in another way.',
  why: 'The server reads the parts of a form by their media types and styles; it rejects those that it no longer expects, or reads something else out of them.',
  migrate: 'Write the part in the way that the revision describes.',
  message: (fact) =>
    `${toSentence(toPlace(fact))} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
