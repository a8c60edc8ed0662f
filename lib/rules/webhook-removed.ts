import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'webhook-removed',
  summary: 'A webhook was removed.',
  why: 'Subscribers wait for a message that no longer comes.',
  migrate: 'Use the webhook that replaces it, or ask for the state instead.',
  message: () => 'The webhook was removed.',
})

export default rule
