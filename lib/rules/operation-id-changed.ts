import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-id-changed',
  summary: 'The operationId of an operation changed.',
  why: 'No message changes, but generated clients name their methods by it.',
  migrate: 'Rename the calls when the client is generated anew.',
  message: ({ base, revision }) =>
    Array.isArray(base) && Array.isArray(revision)
      ? `The operationIds of ${base.length} operations changed, that of the first from ${toText(base[0])} to ${toText(revision[0])}.`
      : `The operationId changed from ${toText(base)} to ${toText(revision)}.`,
  severity: { is: 'safe', reason: 'no message changes; only generated code is named by it' },
})

export default rule
