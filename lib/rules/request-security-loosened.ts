import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-security-loosened',
  summary: 'An operation accepts more credentials, or asks for fewer.',
  why: 'Clients are let in with what they have.',
  migrate: 'Nothing to do.',
  message: (fact) => `The operation asks for ${fact.revision as string}, before for ${fact.base as string}.`,
  noMirror: 'Only clients show credentials.',
})

export default rule
