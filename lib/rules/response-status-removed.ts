import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-status-removed',
  summary: 'A status was removed that is no success.',
  why: 'Clients that handle the status still work; it no longer occurs.',
  migrate: 'Nothing to do.',
  message: (fact) => `The response ${fact.name ?? ''} was removed.`,
  noMirror: 'Requests have no status.',
})

export default rule
