import { defineRule, toPlaces, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'document-extension-changed',
  summary: 'An extension (`x-…`) changed.',
  why: 'What an extension means is between the document and the tools that read it. Where it is a promise to clients, `severities` can say so.',
  migrate: 'Nothing to do, unless a tool reads the extension.',
  message: (fact) => `The extension ${toText(fact.name)} changed in ${toPlaces(fact.revision)}.`,
  severity: { is: 'safe', reason: 'the specification gives it no meaning for messages' },
})

export default rule
