import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-contains-changed',
  kinds: ['contains-added', 'contains-removed', 'contains-changed'],
  summary: 'What an array in a response has to contain changed.',
  why: 'Clients that count on such an item no longer can.',
  migrate: 'Check that the item is there.',
  message: (fact) => `What ${toPlace(fact)} has to contain changed.`,
})

export default rule
