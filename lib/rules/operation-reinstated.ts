import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-reinstated',
  summary: 'An operation is no longer deprecated.',
  why: 'Clients that stayed may stay.',
  migrate: 'Nothing to do.',
  message: () => 'The operation is no longer deprecated.',
  severity: { is: 'safe', reason: 'it takes an announcement back' },
})

export default rule
