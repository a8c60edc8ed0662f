import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-exclusion-changed',
  kinds: ['not-added', 'not-removed'],
  summary: 'The values that are excluded by `not` in a response changed.',
  why: 'Clients meet values that were excluded before.',
  migrate: 'Cope with the values that are no longer excluded.',
  message: (fact) =>
    `Values are ${fact.kind === 'not-added' ? 'newly' : 'no longer'} excluded from ${toPlace(fact)} by \`not\`.`,
})

export default rule
