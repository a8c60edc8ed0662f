import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-exclusion-changed',
  kinds: ['not-added', 'not-removed'],
  summary: 'The values that are excluded by `not` in a request changed.',
  why: 'The server rejects values that are newly excluded.',
  migrate: 'Send values that are not excluded.',
  message: (fact) =>
    `Values are ${fact.kind === 'not-added' ? 'newly' : 'no longer'} excluded from ${toPlace(fact)} by \`not\`.`,
})

export default rule
