import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-deprecated',
  summary: 'An operation was marked as deprecated.',
  why: 'No message changes yet; the operation may go away later.',
  migrate: 'Move to the operation that replaces it, in time.',
  message: (fact) =>
    `The operation is now deprecated${typeof fact.revision === 'string' ? `, until ${fact.revision}` : ''}.`,
  severity: { is: 'safe', reason: 'it announces a change and is none' },
})

export default rule
