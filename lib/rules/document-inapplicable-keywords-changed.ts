import { defineRule, toPlaces, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'document-inapplicable-keywords-changed',
  summary: 'Keywords changed that say nothing about the type beside them.',
  why: 'No message changes: `maximum` says nothing about texts, nor `minItems` about objects. But somebody meant something by it, and the type may be the mistake.',
  migrate: 'Ask the owner of the document which of the two is meant, the keyword or the type.',
  message: (fact) =>
    `Keywords that say nothing about the type beside them changed in ${toPlaces(fact.revision)}.`,
  severity: {
    is: 'safe',
    reason: 'the same values are valid; whether the document is mistaken, no schema can tell',
  },
})

export default rule
