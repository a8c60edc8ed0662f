import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-items-uniqueness-changed',
  kinds: ['unique-items-added', 'unique-items-removed'],
  summary: 'Whether the items of an array in a response may repeat changed.',
  why: 'Clients that use items as keys fail on one that repeats, where uniqueness is no longer promised.',
  migrate: 'Cope with repeated items.',
  message: (fact) =>
    `The items of ${toPlace(fact)} may ${fact.kind === 'unique-items-added' ? 'no longer' : 'now'} repeat.`,
})

export default rule
