import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-union-changed',
  kinds: ['union-added', 'union-removed', 'union-changed'],
  summary: 'A union in a response was added or removed, or its alternatives became exclusive.',
  why: 'Clients that tell alternatives apart meet values that fit none of those they know.',
  migrate: 'Handle unknown values with a default branch.',
  message: (fact) => `The alternatives of ${toPlace(fact)} changed.`,
})

export default rule
