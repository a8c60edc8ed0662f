import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-success-status-removed',
  summary: 'A success status was removed.',
  why: 'Clients wait for an outcome that no longer comes.',
  migrate: 'Handle the statuses that the operation now answers with.',
  message: (fact) => `The success response ${fact.name ?? ''} was removed.`,
  noMirror: 'Requests have no status.',
})

export default rule
