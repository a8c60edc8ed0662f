import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'document-info-changed',
  summary: 'What a document says of itself changed: its title, version, contact, licence.',
  why: 'No message changes.',
  migrate: 'Nothing to do.',
  message: (fact) => `The document says other things of itself: ${toText(fact.revision)}.`,
  severity: { is: 'safe', reason: 'it is about no message' },
})

export default rule
