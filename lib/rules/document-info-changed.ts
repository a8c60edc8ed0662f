import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'document-info-changed',
  summary: 'What a document says of itself changed: its title, version, contact, licence.',
  why: 'No message changes.',
  migrate: 'Nothing to do.',
  message: ({ revision }) => {
    const fields: readonly unknown[] = Array.isArray(revision) ? revision : []
    return `What the document says of itself in \`info\` changed: ${fields.map(toText).join(', ')}.`
  },
  severity: { is: 'safe', reason: 'it is about no message' },
})

export default rule
