import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-success-status-added',
  summary: 'A success status or a redirect was added.',
  why: 'Clients that check for one status take another one for a failure, and not all of them follow redirects. The tolerance `new-success-status` makes this risky.',
  migrate: 'Check for the class of the status, read the body by its status, and follow redirects.',
  message: ({ name = '' }) =>
    `The ${name.startsWith('3') ? 'redirect' : 'success response'} ${name} was added.`,
  noMirror: 'Requests have no status.',
})

export default rule
