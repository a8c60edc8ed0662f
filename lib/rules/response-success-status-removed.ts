import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-success-status-removed',
  summary: 'A success status was removed, or a redirect where there is no success.',
  why: 'Clients wait for an outcome that no longer comes.',
  migrate: 'Handle the statuses that the operation now answers with.',
  message: ({ name = '' }) => `The ${words[name.charAt(0)] ?? 'success response'} ${name} was removed.`,
  noMirror: 'Requests have no status.',
})

/** What clients wait for where there is no success. */
const words: Readonly<Record<string, string>> = { 1: 'response', 3: 'redirect' }

export default rule
