import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-security-tightened',
  summary:
    'An operation requires credentials that clients may not have, or no longer accepts some of theirs.',
  why: 'The server rejects clients that come with what was enough before, or no longer knows who they are.',
  migrate:
    'Get the new credentials before the change. As the author, accept the old ones beside them for a while.',
  message: (fact) =>
    `The operation now requires ${fact.revision as string}; before, it required ${fact.base as string}.`,
  noMirror: 'Only clients show credentials.',
})

export default rule
