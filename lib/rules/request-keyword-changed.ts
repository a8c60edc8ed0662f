import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-keyword-changed',
  kinds: ['keyword-added', 'keyword-removed', 'keyword-changed'],
  summary: 'A schema keyword without a rule of its own changed in a request.',
  why: 'The server may read values in another way.',
  migrate: 'Send values that fit the new schema.',
  message: (fact) =>
    `The keyword ${toText(fact.name)} of ${toPlace(fact)} changed from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
