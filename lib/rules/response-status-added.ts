import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-status-added',
  summary: 'A status was added that is no success.',
  why: 'A client treats an unknown status as the x00 of its class (RFC 9110 §15).',
  migrate: 'Nothing to do.',
  message: (fact) => `The response ${fact.name ?? ''} was added.`,
  noMirror: 'Requests have no status.',
})

export default rule
