import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-multiple-changed',
  kinds: ['multiple-of-added', 'multiple-of-removed', 'multiple-of-changed'],
  summary: 'The number that a value in a request has to be a multiple of changed.',
  why: 'The server rejects numbers that are no multiple of the new number.',
  migrate: 'Send multiples of the new number.',
  message: (fact) =>
    `${toSentence(toPlace(fact))} has to be a multiple of ${toText(fact.revision)}, before of ${toText(fact.base)}.`,
})

export default rule
