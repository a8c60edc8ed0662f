import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-id-changed',
  summary: 'The operationId of an operation changed.',
  why: 'No message changes, but generated clients name their methods by it.',
  migrate: 'Rename the calls when the client is generated anew.',
  message: (fact) => `The operationId changed from ${toText(fact.base)} to ${toText(fact.revision)}.`,
  severity: { is: 'safe', reason: 'no message changes; only generated code is named by it' },
})

export default rule
