import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-union-changed',
  kinds: ['union-added', 'union-removed', 'union-changed'],
  summary: 'A union in a request was added or removed, or its alternatives became exclusive.',
  why: 'The server rejects values that fit none of the alternatives, or more than one where they are exclusive.',
  migrate: 'Send values that fit exactly one of the alternatives.',
  message: (fact) => `The alternatives of ${toPlace(fact)} changed.`,
})

export default rule
