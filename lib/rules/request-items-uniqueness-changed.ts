import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-items-uniqueness-changed',
  kinds: ['unique-items-added', 'unique-items-removed'],
  summary: 'Whether the items of an array in a request may repeat changed.',
  why: 'The server rejects arrays with an item that repeats, where it newly asks for unique items.',
  migrate: 'Remove repeated items before sending.',
  message: (fact) =>
    `The items of ${toPlace(fact)} may ${fact.kind === 'unique-items-added' ? 'no longer' : 'now'} repeat.`,
})

export default rule
