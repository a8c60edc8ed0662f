import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-items-changed',
  kinds: ['items-added', 'items-removed'],
  summary: 'The items of an array in a response became restricted or free.',
  why: 'Clients meet items that they do not expect, where these are newly free.',
  migrate: 'Read the items by the new schema.',
  message: (fact) =>
    `The items of ${toPlace(fact)} are ${fact.kind === 'items-added' ? 'newly restricted' : 'no longer restricted'}.`,
})

export default rule
