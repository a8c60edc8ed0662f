import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-condition-changed',
  kinds: ['condition-added', 'condition-removed'],
  summary: 'An if/then/else in a response was added or removed.',
  why: 'Clients that count on the condition no longer can.',
  migrate: 'Cope with values that do not meet it.',
  message: (fact) =>
    `A condition (if/then/else) ${fact.kind === 'condition-added' ? 'newly restricts' : 'no longer restricts'} ${toPlace(fact)}.`,
})

export default rule
