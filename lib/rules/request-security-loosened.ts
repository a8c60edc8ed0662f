import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-security-loosened',
  summary: 'An operation accepts more credentials, or requires fewer.',
  why: 'Clients are let in with what they have.',
  migrate: 'Nothing to do.',
  message: (fact) =>
    `The operation now requires ${fact.revision as string}; before, it required ${fact.base as string}.`,
  noMirror: 'Only clients show credentials.',
})

export default rule
