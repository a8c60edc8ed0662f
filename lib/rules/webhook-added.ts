import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'webhook-added',
  summary: 'A webhook was added.',
  why: 'A webhook is sent to those who subscribe to it.',
  migrate: 'Subscribe to the webhook to receive it.',
  message: () => 'The webhook was added.',
})

export default rule
