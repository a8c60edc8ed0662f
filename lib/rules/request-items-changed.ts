import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-items-changed',
  kinds: ['items-added', 'items-removed'],
  summary: 'The items of an array in a request became restricted or free.',
  why: 'The server rejects items that it used to accept, where they are newly restricted.',
  migrate: 'Send items that fit the new schema.',
  message: (fact) =>
    `The items of ${toPlace(fact)} are ${fact.kind === 'items-added' ? 'newly restricted' : 'no longer restricted'}.`,
})

export default rule
