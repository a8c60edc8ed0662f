import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-success-status-added',
  summary: 'A success status was added.',
  why: 'Clients that check for one status take another one for a failure. The tolerance `new-success-status` makes this risky.',
  migrate: 'Check for the class 2xx, and read the body by its status.',
  message: (fact) => `The success response ${fact.name ?? ''} was added.`,
  noMirror: 'Requests have no status.',
})

export default rule
