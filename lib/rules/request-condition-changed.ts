import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-condition-changed',
  kinds: ['condition-added', 'condition-removed'],
  summary: 'An if/then/else in a request was added or removed.',
  why: 'The server rejects values that do not meet the new condition.',
  migrate: 'Send values that meet the condition.',
  message: (fact) =>
    `A condition (if/then/else) ${fact.kind === 'condition-added' ? 'newly restricts' : 'no longer restricts'} ${toPlace(fact)}.`,
})

export default rule
