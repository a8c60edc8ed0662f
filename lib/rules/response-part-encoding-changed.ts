import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-part-encoding-changed',
  summary: 'A part of a form in a response is written in another way.',
  why: 'Clients read the parts by their media types and styles; they meet some that they do not expect.',
  migrate: 'Read the part in the way that the revision describes.',
  message: (fact) =>
    `${toSentence(toPlace(fact))} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
