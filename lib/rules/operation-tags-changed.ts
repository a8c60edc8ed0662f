import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-tags-changed',
  summary: 'The tags of an operation changed.',
  why: 'No message changes, but generated clients group their methods by them.',
  migrate: 'Adapt the calls when the client is generated anew.',
  message: (fact) => `The tags changed from ${toText(fact.base)} to ${toText(fact.revision)}.`,
  severity: { is: 'safe', reason: 'no message changes; only generated code is grouped by them' },
})

export default rule
