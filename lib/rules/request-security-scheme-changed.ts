import { defineRule, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-security-scheme-changed',
  summary: 'A security scheme says something else beside what clients have to show.',
  why: 'Clients get their credentials from other addresses, or with other scopes. Whether those that they have are taken on, the document does not say.',
  migrate: 'Get credentials as the revision says.',
  message: (fact) =>
    `${toSentence(fact.part)} changed from ${toText(fact.base)} to ${toText(fact.revision)}.`,
  noMirror: 'Only clients show credentials.',
})

export default rule
