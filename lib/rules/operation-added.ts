import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-added',
  summary: 'An operation was added.',
  why: 'No client calls it yet.',
  migrate: 'Nothing to do.',
  message: () => 'The operation was added.',
})

export default rule
