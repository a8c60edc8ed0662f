import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-multiple-changed',
  kinds: ['multiple-of-added', 'multiple-of-removed', 'multiple-of-changed'],
  summary: 'The number that a value in a response has to be a multiple of changed.',
  why: 'Clients meet numbers that were not possible before, for example with a fraction.',
  migrate: 'Cope with any number that fits the new schema.',
  message: (fact) =>
    `${toSentence(toPlace(fact))} has to be a multiple of ${toText(fact.revision)}, before of ${toText(fact.base)}.`,
})

export default rule
